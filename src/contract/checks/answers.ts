// How a PUT responds to valid bodies, and that client errors get a 4xx (RFC 9110, 15.5).
import type { Ask } from '../target/ask.ts';
import { describe, isSuccess } from '../target/response.ts';
import { type Check, define, type Row, scopeOf } from './check.ts';
import { mask } from '../../document/secret.ts';
import { expectRefused, expectUnchanged, wasRefused } from './expect.ts';
import { inBatches, type RefusalRow } from './batch.ts';
import { type Body, type Kind, optionalOf, sampleOf } from '../model/kinds.ts';
import { titleOf } from '../../document/operations.ts';
import { expectSuccessOf, statusesOf, successIn } from './success.ts';
import { firstPut } from '../model/accepted-bodies.ts';
import { Failed } from '../target/verdict.ts';

interface Mistake {
  readonly id: string;
  readonly words: string;
  /** The body as it goes over the wire, made from a whole one. */
  readonly rawOf: (whole: string) => string;
}

const mistakes: readonly Mistake[] = [
  { id: 'broken-json', words: 'broken JSON', rawOf: (whole) => whole.slice(0, -1) },
  { id: 'no-json', words: 'a body that is not JSON', rawOf: () => '<setting/>' },
  { id: 'empty', words: 'an empty body', rawOf: () => '' },
  { id: 'null', words: 'null instead of an object', rawOf: () => 'null' },
  { id: 'array', words: 'an array instead of an object', rawOf: (whole) => `[${whole}]` },
  { id: 'string', words: 'a string instead of an object', rawOf: () => '"setting"' },
];

const refusals = mistakes.map(({ id, words, rawOf }): RefusalRow => {
  const askOf = (kind: Kind): Ask => ({ raw: rawOf(JSON.stringify(sampleOf(kind, { type: 'broken' }))) });
  return {
    id: `mistake-${id}`,
    shows: 'refused',
    statement: ({ operation }) => `${titleOf(operation)} responds to ${words} with a 4xx status and stores none of it.`,
    source: 'RFC 9110, 15.5: Client Error 4xx',
    needs: ['refusals'],
    refused: (kind) => [askOf(kind)],
    async run(workspace, kind) {
      await workspace.baseline(kind);
      expectRefused(await workspace.ask(kind.operation, askOf(kind)));
      await expectUnchanged(workspace, kind);
    },
  };
});

/** What the page says nothing of. */
function leftOpen(kind: Kind): Body[] {
  const secrets = kind.fields.filter(({ secret }) => secret).map(({ name }) => [name, mask]);
  const [optional] = optionalOf(kind);
  return [Object.fromEntries(secrets), ...(optional === undefined ? [] : [{ [optional]: null }])];
}

const rows: readonly (Row<Kind> | RefusalRow)[] = [
  {
    id: 'no-content',
    statement: ({ operation }) => `${titleOf(operation)} responds with ${successIn(operation, 'and no')}.`,
    async run(workspace, kind) {
      expectSuccessOf(kind.operation, (await firstPut(workspace, kind)).response);
      for (const body of [sampleOf(kind), sampleOf(kind), sampleOf(kind, { isDefault: true }), sampleOf(kind)])
        expectSuccessOf(kind.operation, await workspace.put(kind, body));
    },
  },
  {
    id: 'examples',
    statement: ({ operation }) => `${titleOf(operation)} accepts all fields with the examples of the document.`,
    async run(workspace, kind) {
      const { sample } = await firstPut(workspace, kind);
      if (!isSuccess(sample))
        throw new Failed({ expected: statusesOf(kind.operation), actual: describe(sample), response: sample });
    },
  },
  ...refusals,
  {
    id: 'json-with-charset',
    statement: ({ operation }) =>
      `${titleOf(operation)} accepts other spellings of the JSON media type: with charset=utf-8, and in capitals.`,
    source: 'RFC 9110, 8.3.1: Media Type',
    async run(workspace, kind) {
      for (const type of ['application/json; charset=utf-8', 'application/json;charset=UTF-8', 'Application/JSON'])
        await workspace.store(kind, sampleOf(kind), { type });
    },
  },
  {
    id: 'left-open',
    shows: 'either',
    statement: ({ operation }) =>
      `${titleOf(operation)} accepts a mask instead of a secret and null for an optional field, or refuses them with a 4xx status.`,
    source: 'RFC 9110, 15.5: Client Error 4xx',
    async run(workspace, kind) {
      for (const changes of leftOpen(kind)) wasRefused(await workspace.put(kind, sampleOf(kind, changes)));
      await workspace.store(kind, sampleOf(kind));
    },
  },
  {
    id: 'media-type',
    shows: 'either',
    statement: ({ operation }) =>
      `${titleOf(operation)} does not respond with a 5xx status to a body in another media type.`,
    source: 'RFC 9110, 15.5.16: 415 Unsupported Media Type',
    async run(workspace, kind) {
      for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
        const response = await workspace.put(kind, {}, { raw: 'type=x', type });
        if (response.status >= 500)
          throw new Failed({ expected: 'a 4xx response', actual: describe(response), response });
      }
    },
  },
];

/** The checks of one kind. */
export const answerChecks = (kind: Kind): Check[] =>
  define(scopeOf(kind, 'Responses, No content', ['answers']), kind, inBatches('mistakes', rows));
