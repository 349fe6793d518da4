// Points about JSON, caches and errors that the page does not document and that no assumption names.
import type { Row } from './check.ts';
import { mask } from '../../document/secret.ts';
import { requireShown } from './expect-kept.ts';
import { isRefusal, isSuccess } from '../target/response.ts';
import { freeTexts, invalidChanges, type Kind, otherSample, sampleOf } from '../model/kinds.ts';
import { unusedName } from '../model/spaces.ts';
import type { Subjects } from '../model/subjects.ts';
import { otherwise } from './two-spaces.ts';
import type { TargetResponse } from '../target/http.ts';
import { Failed, Undecidable } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

/** A check of one kind, and of a text in it. */
const ofText =
  (run: (workspace: Workspace, kind: Kind, name: string) => Promise<void>): Row<Subjects>['run'] =>
  async (workspace, { kinds: [kind] }) => {
    const open = kind?.fields.filter(({ secret }) => !secret).map(({ name }) => name);
    const name = kind && freeTexts(kind).find((each) => open?.includes(each));
    if (!kind || name === undefined) throw new Undecidable('the document has no free text');
    await run(workspace, kind, name);
  };

const putRaw = (workspace: Workspace, kind: Kind, raw: string | Uint8Array): Promise<TargetResponse> =>
  workspace.put(kind, sampleOf(kind), { raw });

export const writingRows: readonly Row<Subjects>[] = [
  {
    id: 'after-json',
    statement: 'A body with more text after the JSON is refused.',
    run: ofText(async (workspace, kind) => {
      const response = await putRaw(workspace, kind, `${JSON.stringify(sampleOf(kind))} {}`);
      if (!isRefusal(response)) throw otherwise('a refusal', response);
    }),
  },
  {
    id: 'member-twice',
    statement: 'Of a member that is in a body twice, the last one counts.',
    run: ofText(async (workspace, kind, name) => {
      const [first, last] = [
        JSON.stringify({ [name]: 'the first' }),
        JSON.stringify({ ...sampleOf(kind), [name]: 'the last' }),
      ];
      const response = await putRaw(workspace, kind, `${first.slice(0, -1)},${last.slice(1)}`);
      if (!isSuccess(response)) throw otherwise('success', response);
      await requireShown(workspace, kind, { [name]: 'the last' });
      const { [name]: shown } = await workspace.one(kind);
      if (shown !== 'the last') throw new Failed({ expected: 'the last', actual: JSON.stringify(shown) });
    }),
  },
  {
    id: 'member-case',
    statement: 'A member whose name is in another letter case is another one, and has no effect.',
    run: ofText(async (workspace, kind, name) => {
      const sample = await workspace.baseline(kind);
      const response = await workspace.put(kind, { ...sample, [name.toUpperCase()]: 'in capitals' });
      if (!isSuccess(response)) throw new Undecidable('it refuses unknown members; see unknown-fields');
      const { [name]: shown } = await workspace.one(kind);
      if (shown === 'in capitals') throw new Failed({ expected: JSON.stringify(sample[name]), actual: 'in capitals' });
    }),
  },
  {
    id: 'not-utf-8',
    statement: 'A body with bytes that are not UTF-8 is refused.',
    run: ofText(async (workspace, kind, name) => {
      const [before = '', after = ''] = JSON.stringify(sampleOf(kind, { [name]: 'here' })).split('here');
      const raw = Buffer.concat([Buffer.from(before), Buffer.of(0xc3, 0x28), Buffer.from(after)]);
      const response = await putRaw(workspace, kind, raw);
      if (!isRefusal(response)) throw otherwise('a refusal', response);
    }),
  },
  {
    id: 'whole-number',
    statement: 'A whole number may be written with a fraction of zero: 25.0 is 25.',
    async run(workspace, { kinds }) {
      for (const kind of kinds)
        for (const { name, schema, readOnly } of kind.fields) {
          const sample = sampleOf(kind);
          if (schema.type !== 'integer' || readOnly || typeof sample[name] !== 'number') continue;
          const raw = JSON.stringify(sample).replace(`"${name}":${sample[name]}`, `"${name}":${sample[name]}.0`);
          const response = await putRaw(workspace, kind, raw);
          if (!isSuccess(response)) throw otherwise('success', response);
          return;
        }
      throw new Undecidable('the document has no whole number');
    },
  },
  {
    id: 'no-media-type',
    statement: 'A response without a body has no Content-Type.',
    async run(workspace, { kinds }) {
      for (const kind of kinds.slice(0, 1)) {
        const response = await workspace.put(kind, sampleOf(kind));
        const type = response.headers['content-type'];
        if (response.text === '' && type !== undefined) throw otherwise('no Content-Type', response, type);
      }
    },
  },
  {
    id: 'first-mask',
    statement: 'A first PUT with a mask as its secret is accepted.',
    async run(workspace, { kinds }) {
      const kind = kinds.find(({ fields }) => fields.some(({ secret }) => secret));
      if (!kind) throw new Undecidable('the document has no secret');
      const secrets = kind.fields.filter(({ secret }) => secret).map(({ name }) => [name, mask]);
      if (!workspace.options.spaces.madeUp) throw new Undecidable('it needs a space that nobody has used');
      const masked = sampleOf(kind, Object.fromEntries(secrets));
      const response = await workspace.put(kind, masked, { space: unusedName() });
      if (isSuccess(response)) return;
      await workspace.store(kind, sampleOf(kind));
      if (!isSuccess(await workspace.put(kind, masked)))
        throw new Undecidable('it refuses every mask; see mask-in-put');
      throw otherwise('success', response);
    },
  },
  {
    id: 'id-of-another-type',
    statement: 'An id in a body whose type is not that of the ids in GET is refused.',
    run: ofText(async (workspace, kind) => {
      await workspace.baseline(kind);
      const { id } = await workspace.one(kind);
      const response = await workspace.put(
        kind,
        sampleOf(kind, { id: typeof id === 'number' ? 'no-number' : { no: 'text' } }),
      );
      if (!isRefusal(response)) throw otherwise('a refusal', response);
    }),
  },
  {
    id: 'large-id',
    statement: 'An id beyond 2^53 is refused, or shown with all of its digits.',
    run: ofText(async (workspace, kind) => {
      const id = '9007199254740993';
      const response = await putRaw(
        workspace,
        kind,
        JSON.stringify({ ...sampleOf(kind), id: 0 }).replace('"id":0', `"id":${id}`),
      );
      if (isRefusal(response)) return;
      const { text } = await workspace.ask(workspace.options.list);
      await workspace.unrecorded.put(kind, sampleOf(kind));
      if (/900719925474099[0-24-9]/.test(text)) throw new Failed({ expected: id, actual: 'other digits' });
    }),
  },
  {
    id: 'caching',
    statement: 'The list is not for shared caches, and what it was before a PUT is not confirmed by 304 afterwards.',
    run: ofText(async (workspace, kind) => {
      await workspace.store(kind, sampleOf(kind));
      const before = await workspace.ask(workspace.options.list);
      const { etag, 'cache-control': control = '' } = before.headers;
      if (/\bpublic\b|s-maxage/.test(control)) throw otherwise('no Cache-Control for shared caches', before, control);
      if (etag === undefined) return;
      await workspace.store(kind, otherSample(kind));
      const after = await workspace.ask(workspace.options.list, { headers: { 'If-None-Match': etag } });
      if (!isSuccess(after)) throw otherwise('200', after);
    }),
  },
  {
    id: 'secret-in-error',
    statement: 'The response to a refused body does not repeat its secrets.',
    async run(workspace, { kinds }) {
      for (const kind of kinds) {
        const secrets = kind.fields
          .filter(({ secret }) => secret)
          .map(({ name }) => [name, 'a-secret-that-nobody-repeats']);
        const [changes] = invalidChanges(kind);
        const response = await workspace.put(kind, { ...sampleOf(kind), ...Object.fromEntries(secrets), ...changes });
        if (response.text.includes('a-secret-that-nobody-repeats'))
          throw otherwise('no secret', response, 'the secret in the body');
      }
    },
  },
];
