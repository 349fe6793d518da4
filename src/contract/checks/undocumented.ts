// Points that the page does not document and that no assumption names. What the mock of this package does is expected; where a
// target does otherwise, the run says so and does not fail.
import { type Check, define, type Row } from './check.ts';
import { describe, isSuccess, settingsIn } from '../target/response.ts';
import { rootOf, type Subjects } from '../model/subjects.ts';
import { inOneText, otherwise, spaceNames, twoSpaces } from './two-spaces.ts';
import { Undecidable } from '../target/verdict.ts';
import { bodyRows } from './undocumented-bodies.ts';
import { sessionRows } from './undocumented-session.ts';
import { writingRows } from './undocumented-wire.ts';

const reading: readonly Row<Subjects>[] = [
  {
    id: 'head',
    statement: 'HEAD responds as GET does, without a body.',
    async run(workspace, { list }) {
      const [get, head] = [
        await workspace.ask(list.operation),
        await workspace.ask({ ...list.operation, method: 'head' }),
      ];
      if (head.status !== get.status) throw otherwise(String(get.status), head);
    },
  },
  {
    id: 'trailing-slash',
    statement: 'A path with a slash at its end is another one, and responds with 404.',
    async run(workspace, { list }) {
      const response = await workspace.ask({ ...list.operation, path: `${list.operation.path}/` });
      if (response.status !== 404) throw otherwise('404', response);
    },
  },
  {
    id: 'double-slash',
    statement: 'A path with two slashes in a row is another one, and responds with 404.',
    async run(workspace, { list }) {
      const response = await workspace.ask({
        ...list.operation,
        path: list.operation.path.replace(/\/(?=[^/]*$)/, '//'),
      });
      if (response.status !== 404) throw otherwise('404', response);
    },
  },
  {
    id: 'options',
    statement: 'OPTIONS is refused with 405, unless a browser asks with it whether it may send a request.',
    async run(workspace, { list }) {
      const response = await workspace.ask({ ...list.operation, method: 'options' });
      if (response.status !== 405) throw otherwise('405', response);
    },
  },
];

const writing: readonly Row<Subjects>[] = [
  {
    id: 'repeated-space',
    statement: 'Two X-Space headers are one name, joined by a comma.',
    async run(workspace, { list }) {
      const [own, other] = await twoSpaces(workspace);
      const headers = { 'X-Space': own.space, 'x-space': other.space };
      const response = await workspace.ask(list.operation, { spaceless: true, headers });
      const shown = isSuccess(response) ? inOneText(settingsIn(response)) : undefined;
      if (shown === own.shown) throw otherwise('a space of its own', response, 'the first one counts');
      if (shown === other.shown) throw otherwise('a space of its own', response, 'the last one counts');
      const joined = await workspace.ask(list.operation, { space: `${own.space}, ${other.space}` });
      if (response.status !== joined.status) throw otherwise(describe(joined), response);
    },
  },
  {
    id: 'query-space',
    statement: `Query parameters that name a space (${spaceNames.join(', ')}) have no effect.`,
    async run(workspace, { list }) {
      const [own, other] = await twoSpaces(workspace);
      for (const name of spaceNames) {
        const response = await workspace.ask(list.operation, { query: `?${name}=${other.space}` });
        if (!isSuccess(response)) throw new Undecidable('it refuses unknown query parameters; see unknown-query');
        if (inOneText(settingsIn(response)) !== own.shown)
          throw otherwise('the settings of the space in X-Space', response, `${name} has an effect`);
      }
    },
  },
];

const source = 'not on the page';

const assumed = (row: Row<Subjects>): Row<Subjects> => ({ ...row, tier: 'assumed', shows: 'either' });

/** The checks of undocumented points. */
export function undocumentedChecks(subjects: Subjects): Check[] {
  const { list, kinds } = subjects;
  const scope = { name: 'silent', source, place: 'silent' };
  const roots = kinds.map(({ name }) => `${name}.other-values`);
  return [
    ...define({ ...scope, effect: 'read', needs: [rootOf(list)] }, subjects, reading.map(assumed)),
    ...define(
      { ...scope, effect: 'write', needs: roots },
      subjects,
      [...writing, ...bodyRows, ...writingRows].map(assumed),
    ),
  ];
}

/** Those of the session, which come last, because a login may end the one that the run has. */
export function undocumentedSessionChecks(subjects: Subjects): Check[] {
  const scope = { name: 'silent', source, effect: 'read', needs: [rootOf(subjects.list)] } as const;
  return define(scope, subjects, sessionRows.map(assumed));
}
