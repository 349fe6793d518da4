// The test send. It may reach real people, and whether a provider takes the document's example credentials is not the
// backend's decision, so the checks judge only what the backend alone decides.
import { describe, isSuccess } from '../target/response.ts';
import { type Check, define, type Row } from './check.ts';
import { untilDatesMove } from '../model/shown.ts';
import { expectSameText } from './expect.ts';
import { type Kind, sampleOf } from '../model/kinds.ts';
import {
  clearDefaults,
  eachSent,
  isAccepted,
  noneAccepted,
  refusedOf,
  requireOtherThanSent,
  sendThrough,
  whileDefault,
} from './sends.ts';
import { expectSuccessOf, statusesOf } from './success.ts';
import type { Subjects } from '../model/subjects.ts';
import { titleOf } from '../../document/operations.ts';
import type { TargetResponse } from '../target/http.ts';
import { Failed, Undecidable } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

/** Statuses with which a backend may report that the provider refused. */
const byProvider = new Set([400, 500, 502, 503, 504]);

const roots: readonly Row<Subjects>[] = [
  {
    id: 'exists',
    statement: ({ test }) => `${titleOf(test.operation)} exists.`,
    needs: ({ kinds }) => kinds.map(({ name }) => `${name}.listed`),
    async run(workspace, { test }) {
      for (const response of (await eachSent(workspace)).values())
        if (!isSuccess(response) && !byProvider.has(response.status))
          throw new Failed({
            expected: `${statusesOf(test.operation)}, or a refusal by the provider`,
            actual: describe(response),
            response,
          });
    },
  },
  {
    id: 'answers',
    statement: ({ test }) =>
      `${titleOf(test.operation)} requires no body, and responds with ${statusesOf(test.operation)} when the provider accepts the message.`,
    needs: ['exists'],
    async run(workspace, { test }) {
      const sent = await eachSent(workspace);
      for (const response of sent.values()) if (isSuccess(response)) expectSuccessOf(test.operation, response);
      for (const kind of workspace.options.working.keys()) expectSent(workspace, kind, sent.get(kind));
      if (![...sent.values()].some(isSuccess)) throw await noneAccepted(workspace);
    },
  },
];

/** @throws {Failed} when a send through a setting that is known to work is not accepted. */
function expectSent({ options }: Workspace, { provider }: Kind, response: TargetResponse | undefined): void {
  if (response && !isSuccess(response))
    throw new Failed({
      expected: `${statusesOf(options.test)}, because the working setting of ${provider} is known to work`,
      actual: describe(response),
      response,
    });
}

/** What only the provider decides is assumed. */
const sendsThrough = (kind: Kind): Row<Subjects> => ({
  id: `sends-${kind.short}`,
  statement: `A test send through a complete setting of ${kind.provider} with example credentials is accepted.`,
  tier: 'assumed',
  needs: ['answers'],
  async run(workspace) {
    const response = (await eachSent(workspace)).get(kind);
    if (response && !isSuccess(response))
      throw new Failed({ expected: statusesOf(workspace.options.test), actual: describe(response), response });
  },
});

const rows: readonly Row<Subjects>[] = [
  {
    id: 'changes-nothing',
    statement: 'A test send changes no setting, not even its dates.',
    needs: ({ kinds }) => ['exists', ...kinds.map(({ name }) => `${name}.reading-leaves-all`)],
    run: expectNothingChanged,
  },
  {
    id: 'follows-default',
    statement: 'A test send uses the current default setting, not an earlier one.',
    run: (workspace, { kinds }) => expectFollowed(workspace, kinds),
  },
  {
    id: 'spaces-apart',
    statement: 'A test send in a space without a default does not use the default of another space.',
    needs: ['exists', 'spaces.apart'],
    run: (workspace, { kinds }) => expectOwnDefault(workspace, kinds),
  },
];

/** The checks of the test send. */
export function sendingChecks(subjects: Subjects): Check[] {
  const { test, kinds } = subjects;
  const source = `${titleOf(test.operation)}: Responses, No content`;
  const scope = { name: test.name, source, effect: test.effect, needs: ['answers'], place: test.name };
  return define(scope, subjects, [...roots, ...kinds.map(sendsThrough), ...rows]);
}

async function expectNothingChanged(workspace: Workspace, { kinds, test }: Subjects): Promise<void> {
  for (const kind of kinds) {
    await whileDefault(workspace, { kind }, async () => {
      const before = await workspace.list();
      await untilDatesMove(workspace, before);
      await workspace.ask(test.operation);
      expectSameText(before, await workspace.list());
    });
  }
}

/**
 * Of each two kinds: a send through the one is refused, through the other accepted, also after the one was stored again, and
 * refused again when it is the default once more. Each two are in a new space, in which the first send of all must be refused,
 * because a target may go on with the default that it used first.
 */
async function expectFollowed(workspace: Workspace, kinds: readonly Kind[]): Promise<void> {
  const sendable: Kind[] = [];
  for (const kind of kinds) if (await isAccepted(workspace, kind)) sendable.push(kind);
  const decided = new Set<Kind>();
  await workspace.apart(sendable, async (place, other) => {
    const kind = kinds[(kinds.indexOf(other) + kinds.length - 1) % kinds.length] ?? other;
    const refused = await sendThrough(place, kind, await refusedOf(place, kind));
    if (isSuccess(refused)) return;
    decided.add(other);
    await expectChanged(place, { kind, other, refused });
  });
  if (decided.size === 0) throw new Undecidable('it does not refuse deliberately wrong credentials');
}

interface Two {
  /** The kind that is refused, and how. */
  readonly kind: Kind;
  readonly refused: TargetResponse;
  readonly other: Kind;
}

async function expectChanged(workspace: Workspace, { kind, other, refused }: Two): Promise<void> {
  const { test } = workspace.options;
  await whileDefault(workspace, { kind: other }, async () => {
    const accepted = await workspace.ask(test);
    if (!isSuccess(accepted)) throw notFollowed(statusesOf(test), { kind: other, before: kind, response: accepted });
    await workspace.store(kind, { ...(await refusedOf(workspace, kind)), isDefault: false });
    const still = await workspace.ask(test);
    if (!isSuccess(still)) throw notFollowed(statusesOf(test), { kind: other, before: kind, response: still });
  });
  const again = await sendThrough(workspace, kind, await refusedOf(workspace, kind));
  if (again.status !== refused.status)
    throw notFollowed(String(refused.status), { kind, before: other, response: again });
}

interface Followed {
  /** The default at the time of the send, and the one before it. */
  readonly kind: Kind;
  readonly before: Kind;
  readonly response: TargetResponse;
}

function notFollowed(status: string, { kind, before, response }: Followed): Failed {
  const expected = `${status}, as through ${kind.provider} at first`;
  return new Failed({
    expected,
    actual: `${describe(response)}, after ${before.provider} had been the default`,
    response,
  });
}

/** If it is accepted, a default that the run has left in another space may be why. */
async function sendWithoutDefault(workspace: Workspace, space: string): Promise<TargetResponse> {
  const response = await workspace.ask(workspace.options.test, { space });
  if (!isSuccess(response) || !workspace.isAlone) return response;
  await clearDefaults(workspace);
  return workspace.ask(workspace.options.test, { space });
}

async function expectOwnDefault(workspace: Workspace, kinds: readonly Kind[]): Promise<void> {
  const other = workspace.otherSpace();
  for (const kind of kinds) {
    await workspace.store(kind, sampleOf(kind));
    await workspace.store(kind, sampleOf(kind), { space: other });
  }
  const without = await sendWithoutDefault(workspace, other);
  await requireOtherThanSent(workspace, without);
  for (const kind of kinds) {
    const send = (): Promise<TargetResponse> => workspace.ask(workspace.options.test, { space: other });
    const response = await whileDefault(workspace, { kind }, send);
    if (response.status !== without.status)
      throw new Failed({ expected: `${without.status}, as without any default`, actual: describe(response), response });
  }
}
