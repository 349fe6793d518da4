// The documentation as a whole: how long the README is, what the map of the source names, and where links lead.
import { readdir, readFile, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { documents, read, readme, root } from '../support/documentation.ts';

describe('The documentation', () => {
  it('The documentation has a README of at most 150 lines, and a row for every room', async () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
    const source = await read('src/README.md');
    const entries = await readdir(new URL('src/', root), { withFileTypes: true });
    for (const entry of entries.filter((each) => each.isDirectory())) expect(source).toContain(`| [${entry.name}/](`);
  });

  it('The documentation has links that lead somewhere', async () => {
    const more = ['.github/CONTRIBUTING.md', '.github/SECURITY.md', '.docker/README.md', 'CHANGELOG.md'];
    const all = [...documents, ...(await Promise.all(more.map(async (name) => [name, await read(name)] as const)))];
    const links = all.flatMap(([name, text]) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => ({ name, link })),
    );
    expect(links.length).toBeGreaterThan(80);
    const broken: string[] = [];
    for (const { name, link } of links.filter((each) => !/^https?:/.test(each.link)))
      if (!(await leadsSomewhere(name, link))) broken.push(`${name}: ${link}`);
    expect(broken).toEqual([]);
  });
});

/** Whether a relative link names a file that exists and, after #, a heading in it. */
async function leadsSomewhere(name: string, link: string): Promise<boolean> {
  const [path = '', anchor] = link.split('#');
  const target = new URL(path === '' ? name : path, new URL(path === '' ? '' : name, root));
  const found = await stat(target).catch(() => undefined);
  if (!found || anchor === undefined) return found !== undefined;
  const headings = [...(await readFile(target, 'utf8')).matchAll(/^#+ (.*)$/gm)].map(([, text = '']) => slugOf(text));
  return headings.includes(anchor);
}

/** A heading's anchor, as GitHub makes it. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
