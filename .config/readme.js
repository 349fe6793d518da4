// Writes the generated parts of the documentation: the options and the table of assumptions. A test compares. Needs a build.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from './format.js';

const root = new URL('../', import.meta.url);

/** The files with generated parts: each part stands between its comment and the next heading. */
export const generatedFiles = ['src/cli/README.md', 'src/assumptions/README.md'];

/** The text of such a file with its generated parts up to date. */
export async function withGeneratedParts(text) {
  const { assumptions: table, assumptionSets } = await import(new URL('dist/index.js', root).href);
  const assumptionNames = Object.keys(table);
  const cli = fileURLToPath(new URL('dist/cli.cjs', root));
  const helpOf = (command) =>
    execFileSync(process.execPath, [cli, command, '--help'], {
      encoding: 'utf8',
      env: { ...process.env, COLUMNS: '100' },
    }).split(/\n(?:Assumptions for|Sets for|Exit codes:)/)[0];
  const rows = assumptionNames.map((name) => {
    const { question, values, why } = table[name];
    const listed = values.map((value, index) => (index === 0 ? `**\`${value}\`**` : `\`${value}\``)).join(', ');
    return `| \`${name}\` | ${question} | ${listed} | ${why} |`;
  });
  const sets = Object.entries(assumptionSets).map(([name, { source, values }]) => {
    const differing = Object.entries(values).filter(([each, value]) => value !== table[each].values[0]);
    return `| \`@${name}\` | ${source} | ${differing.map((each) => `\`${each.join('=')}\``).join(', ') || 'the defaults'} |`;
  });
  const parts = {
    options: `\`\`\`text\n${helpOf('serve').trimEnd()}\n\`\`\``,
    contract: `\`\`\`text\n${helpOf('contract').trimEnd()}\n\`\`\``,
    assumptions: ['| name | question | values, the default first | why |', '|---|---|---|---|', ...rows].join('\n'),
    sets: ['| set | follows | values |', '|---|---|---|', ...sets].join('\n'),
  };
  const written = Object.entries(parts).reduce(
    (whole, [name, part]) =>
      whole.replace(
        new RegExp(`(<!-- ${name}: .* -->\n)[\\s\\S]*?(?=\n##+ |$)`),
        (_, comment) => `${comment}\n${part}\n`,
      ),
    text,
  );
  return format('README.md', written);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const name of generatedFiles) {
    const file = new URL(name, root);
    await writeFile(file, await withGeneratedParts(await readFile(file, 'utf8')));
  }
