// Which packages are in what is published: as a CycloneDX list, and with their licences.
import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * The list of the packages that files were taken from, and of some others, each with its licence.
 * @param inputs paths of files, below node_modules or not
 */
export async function listPackages(root, { inputs, others }) {
  const folders = new Set(inputs.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  for (const name of others) folders.add(`node_modules/${name}`);
  const packages = await Promise.all(
    [...folders].toSorted((a, b) => (a < b ? -1 : 1)).map((folder) => describe(new URL(`${folder}/`, root))),
  );
  return {
    sbom: sbomOf(root, new Map(packages.map(({ id, spdx }) => [id, spdx]))),
    licences: textOf(packages),
  };
}

/** Each wording once, after the packages that have it, each with its copyright lines. */
function textOf(packages) {
  const groups = new Map();
  for (const { id, licence } of packages) {
    const lines = licence.split(/\r?\n/);
    const isNotice = (line) =>
      /^\W*(copyright\b|\(c\))(?!.*\b(notice|holders?|licen[cs]e|owner|statement)\b)/i.test(line);
    const wording = lines
      .filter((line) => !isNotice(line))
      .join('\n')
      .trim();
    const key = wording.replaceAll(/\s+/g, ' ');
    const group = groups.get(key) ?? { wording, packages: [] };
    group.packages.push([id, ...lines.filter(isNotice).map((line) => line.trim())].join('\n'));
    groups.set(key, group);
  }
  const sections = [...groups.values()].map((each) => [...each.packages, each.wording].join('\n\n'));
  return `${sections.join('\n\n---\n\n')}\n`;
}

async function describe(folder) {
  const { name, version, license, licenses } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /(^|\.)(licen[cs]e|notice|copying)/i.test(file));
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
  const spdx = license ?? licenses?.[0]?.type; // a list, as old packages have it, which npm does not read
  return { id: `${name}@${version}`, spdx, licence: texts.length > 0 ? texts.join('\n\n') : `Licence: ${spdx}` };
}

/** As npm writes it from the lock file, without what is used for building and testing only, and without the name of the folder. */
function sbomOf(root, licences) {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const all = JSON.parse(execFileSync('npm', args, { cwd: fileURLToPath(root), encoding: 'utf8', maxBuffer: 2 ** 26 }));
  const idOf = ({ name, group, version }) => `${group ? `${group}/` : ''}${name}@${version}`;
  const components = all.components
    .filter((each) => licences.has(idOf(each)))
    .map((each) => ({ ...each, licenses: each.licenses ?? [{ license: { id: licences.get(idOf(each)) } }] }));
  const refs = new Set([all.metadata.component['bom-ref'], ...components.map((component) => component['bom-ref'])]);
  const dependencies = all.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }));
  const { serialNumber: _made, ...rest } = all; // another one each time
  const { timestamp: _when, ...metadata } = rest.metadata;
  metadata.component.name = metadata.component['bom-ref'].replace(/@[^@]*$/, '');
  return `${JSON.stringify({ ...rest, metadata, components, dependencies })}\n`;
}
