// Points about bodies that the page does not document and that no assumption names.
import type { Row } from './check.ts';
import { expectRefused, expectShown } from './expect.ts';
import { asText, isSuccess } from '../target/response.ts';
import { type Body, foreignId, identifying, isFree, type Kind, otherSample, sampleOf } from '../model/kinds.ts';
import type { Subjects } from '../model/subjects.ts';
import { inOneText, otherwise, spaceNames, twoSpaces } from './two-spaces.ts';
import { Failed, Undecidable } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

const userNames = ['user', 'userId', 'owner', 'author', 'updatedBy'];

const idNames = ['_id', 'ID', 'settingId', 'uuid'];

export const bodyRows: readonly Row<Subjects>[] = [
  {
    id: 'body-space',
    statement: `Members of a body that name a space (${spaceNames.join(', ')}) have no effect.`,
    async run(workspace, { kinds }) {
      const [, other] = await twoSpaces(workspace);
      for (const kind of kinds.slice(0, 1))
        await eachOf(spaceNames, async (names) => {
          const put = otherSample(kind);
          await putWith(workspace, kind, { ...put, ...allWith(names, other.space) });
          await expectShown(workspace, kind, { put, shown: await workspace.one(kind) });
          if (inOneText(await workspace.list(other.space)) !== other.shown)
            throw new Failed({
              expected: `nothing in the space that ${names.join(', ')} names`,
              actual: 'a changed setting there',
            });
        });
    },
  },
  {
    id: 'body-user',
    statement: `Members of a body that name a user (${userNames.join(', ')}) have no effect.`,
    run: (workspace) => expectNoEffect(workspace, { names: userNames, value: () => 'an-intruder', fields: /By$/ }),
  },
  {
    id: 'body-id',
    statement: `Members of a body that are like an id (${idNames.join(', ')}) have no effect.`,
    run: (workspace) => expectNoEffect(workspace, { names: idNames, value: foreignId, fields: /^id$/ }),
  },
  {
    id: 'media-type',
    statement:
      'A JSON body that is sent as text/plain or application/octet-stream, or without a media type, is refused.',
    async run(workspace, { kinds }) {
      for (const kind of kinds.slice(0, 1))
        for (const type of ['text/plain', 'application/octet-stream', '']) {
          await workspace.baseline(kind);
          expectRefused(await workspace.put(kind, sampleOf(kind), { type }), `a refusal of ${type || 'no media type'}`);
        }
    },
  },
  {
    id: 'byte-order-mark',
    statement: 'A byte order mark before the JSON is ignored.',
    async run(workspace, { kinds }) {
      for (const kind of kinds.slice(0, 1)) {
        const raw = `\uFEFF${JSON.stringify(sampleOf(kind))}`;
        const response = await workspace.put(kind, sampleOf(kind), { raw });
        if (!isSuccess(response)) throw otherwise('success', response);
      }
    },
  },
  {
    id: 'enum-case',
    statement: 'A value of a list in another letter case is refused.',
    run: (workspace, { kinds }) => expectCaseRefused(workspace, kinds),
  },
  {
    id: 'length-unit',
    statement: 'A limit counts characters: a text of so many emoji fits.',
    run: (workspace, { kinds }) => expectCharacters(workspace, kinds),
  },
];

/** @throws {Undecidable} when it is refused: unknown members have no effect then. */
async function putWith(workspace: Workspace, kind: Kind, body: Body): Promise<void> {
  const response = await workspace.put(kind, body);
  if (!isSuccess(response)) throw new Undecidable('it refuses unknown members; see unknown-fields');
}

interface Members {
  readonly names: readonly string[];
  readonly value: (shown: Body) => unknown;
  /** The fields of a listed setting on which they could have an effect. */
  readonly fields: RegExp;
}

async function expectNoEffect(workspace: Workspace, { names, value, fields }: Members): Promise<void> {
  for (const kind of workspace.options.kinds.slice(0, 1)) {
    await workspace.baseline(kind);
    const before = await workspace.one(kind);
    const known = new Set(kind.fields.map(({ name }) => name));
    await eachOf(
      names.filter((each) => !known.has(each)),
      async (some) => {
        await putWith(workspace, kind, { ...sampleOf(kind), ...allWith(some, value(before)) });
        const after = await workspace.one(kind);
        const changed = Object.keys(before).find(
          (field) => fields.test(field) && asText(after[field]) !== asText(before[field]),
        );
        if (changed !== undefined)
          throw new Failed({
            expected: `${changed} as before`,
            actual: `${asText(after[changed])} by ${some.join(', ')}`,
          });
      },
    );
  }
}

/** All names at once; if one of them has an effect, each by itself, so that the failure names it. */
async function eachOf(names: readonly string[], expect: (names: readonly string[]) => Promise<void>): Promise<void> {
  try {
    await expect(names);
  } catch (error) {
    if (error instanceof Failed) for (const name of names) await expect([name]);
    throw error;
  }
}

const allWith = (names: readonly string[], value: unknown): Body =>
  Object.fromEntries(names.map((name) => [name, value]));

async function expectCaseRefused(workspace: Workspace, kinds: readonly Kind[]): Promise<void> {
  for (const kind of kinds)
    for (const { name, schema, readOnly } of kind.fields) {
      const [first] = (schema.enum ?? []) as unknown[];
      if (readOnly || typeof first !== 'string' || first.toLowerCase() === first) continue;
      if (isSuccess(await workspace.put(kind, sampleOf(kind, { [name]: 'no such value' }))))
        throw new Undecidable('it accepts any value; see transport-strategy');
      const response = await workspace.put(kind, sampleOf(kind, { [name]: first.toLowerCase() }));
      if (isSuccess(response)) {
        const shown = (await workspace.one(kind))[name];
        throw otherwise('a refusal', response, `${first.toLowerCase()} is accepted, and shown as ${asText(shown)}`);
      }
      return;
    }
  throw new Undecidable('the document has no list of values with capitals');
}

/** 😀 is one character, two units of UTF-16, and four bytes of UTF-8; ğ is one, one, and two. */
async function expectCharacters(workspace: Workspace, kinds: readonly Kind[]): Promise<void> {
  for (const kind of kinds)
    for (const { name, schema, readOnly } of kind.fields) {
      if (readOnly || identifying.has(name) || !isFree(schema) || schema.maxLength === undefined) continue;
      const response = await workspace.put(kind, sampleOf(kind, { [name]: '😀'.repeat(schema.maxLength) }));
      if (isSuccess(response)) return;
      const letters = await workspace.put(kind, sampleOf(kind, { [name]: 'ğ'.repeat(schema.maxLength) }));
      const emoji = await workspace.put(kind, sampleOf(kind, { [name]: '😀' }));
      if (!isSuccess(emoji)) throw new Undecidable(`it refuses emoji in ${name} altogether`);
      throw otherwise('characters', response, isSuccess(letters) ? 'units of UTF-16' : 'bytes of UTF-8');
    }
  throw new Undecidable('the document has no text with a limit');
}
