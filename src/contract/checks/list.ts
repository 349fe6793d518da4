// What GET responds with: a JSON list of settings, each valid under the document.
import { titleOf } from '../../document/operations.ts';
import { settingsIn } from '../target/response.ts';
import { type Check, define, type Row } from './check.ts';
import { randomUUID } from 'node:crypto';
import { expectSameText, wasRefused } from './expect.ts';
import { expectValid } from './expect-valid.ts';
import { mixedUp } from '../model/mixed-up.ts';
import { rootOf, type Subject } from '../model/subjects.ts';
import { Failed, Undecidable } from '../target/verdict.ts';

const rows: readonly Row<Subject>[] = [
  {
    id: 'answers',
    needs: [],
    statement: ({ operation }) => `${titleOf(operation)} responds with 200 and a JSON list of settings.`,
    run: async (workspace) => void (await workspace.list()),
  },
  {
    id: 'media-type',
    statement: ({ operation }) => `${titleOf(operation)} declares its response as JSON.`,
    tier: 'assumed',
    async run(workspace) {
      const response = await workspace.ask(workspace.options.list);
      const type = response.headers['content-type'] ?? 'no Content-Type';
      if (!/^application\/([\w.-]+\+)?json\b/i.test(type))
        throw new Failed({ expected: 'application/json', actual: type, response });
    },
  },
  {
    id: 'safe',
    statement: ({ operation }) => `${titleOf(operation)} changes nothing: a second request gets the same response.`,
    source: 'RFC 9110, 9.2.1: Safe Methods',
    async run(workspace) {
      const first = workspace.client.puts === 0 ? await workspace.firstList() : await workspace.list();
      expectSameText(first, await workspace.list());
    },
  },
  {
    id: 'valid',
    statement: ({ operation }) =>
      `${titleOf(operation)} lists settings with all required fields, each field with its type, length and format.`,
    run: async (workspace) => (await workspace.list()).forEach((setting) => expectValid(workspace, setting)),
  },
  {
    id: 'left-open',
    shows: 'either',
    statement: ({ operation }) =>
      `${titleOf(operation)} accepts an unknown query parameter, an unknown space and a long name of a space, or refuses them with a 4xx status.`,
    source: 'RFC 9110, 15.5: Client Error 4xx',
    async run(workspace) {
      const space = `nobody_knows_${randomUUID().slice(0, 8)}`;
      for (const ask of [{ query: '?unknownToThePage=1' }, { space }, { space: 'n'.repeat(101) }])
        wasRefused(await workspace.ask(workspace.options.list, ask));
    },
  },
  {
    id: 'own-space-only',
    statement: ({ operation }) => `${titleOf(operation)} shows no setting of one space in another space.`,
    source: 'X-Space, Required: Required active space header',
    async run(workspace) {
      const mixed = await mixedUp(workspace, [
        { space: workspace.options.spaces.own, settings: await workspace.firstList() },
      ]);
      if (mixed && !mixed.certain) throw new Undecidable(`${mixed.seen}, which may be two settings`);
      if (mixed) throw new Failed({ expected: 'each setting in one space only', actual: mixed.seen });
    },
  },
  {
    id: 'header-names',
    statement: ({ operation }) => `${titleOf(operation)} accepts header names in any letter case.`,
    source: 'RFC 9110, 5.1: Field Names',
    async run(workspace) {
      const [space, cookie] = [
        workspace.options.spaces.own,
        `ins_access_token=${await workspace.client.freshAccess()}`,
      ];
      for (const headers of [
        { 'x-space': space, cookie },
        { 'X-SPACE': space, COOKIE: cookie },
      ])
        settingsIn(await workspace.ask(workspace.options.list, { token: null, spaceless: true, headers }));
    },
  },
  {
    id: 'among-cookies',
    statement: ({ operation }) => `${titleOf(operation)} finds the access token among other cookies, in any position.`,
    source: 'RFC 6265, 5.4: The Cookie Header',
    async run(workspace) {
      const own = `ins_access_token=${await workspace.client.freshAccess()}`;
      for (const Cookie of [`theme=dark; ${own}`, `${own}; theme=dark`, `a=1; ${own}; b=2`])
        settingsIn(await workspace.ask(workspace.options.list, { token: null, headers: { Cookie } }));
    },
  },
];

/** The checks of the list itself, with any content. */
export function listChecks(list: Subject): Check[] {
  const source = `${titleOf(list.operation)}: Responses, 200`;
  return define({ name: list.name, source, effect: 'read', needs: [rootOf(list)], place: list.name }, list, rows);
}
