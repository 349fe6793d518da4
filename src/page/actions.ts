// The actions of the page: each changes the mock and reports its outcome.
import type { Fault, Message, RequestEntry, SpaceState, State } from '../document/schemas.ts';
import { ApiError } from './api.ts';
import type { Form } from './fields.ts';
import type { Model } from './model.ts';
import type { Outcome } from './outcomes.ts';
import { defaultSpace } from '../document/default-space.ts';

/** Runs an action and shows its outcome under its name. Resolves with whether it succeeded. */
export async function act(model: Model, action: string, work: () => Promise<Outcome>): Promise<boolean> {
  const outcome = await work().catch((error: unknown): Outcome => {
    if (error instanceof ApiError && error.wantsToken) model.fail(error);
    return { text: error instanceof Error ? error.message : String(error), isBad: true };
  });
  model.outcomes.say(action, outcome);
  return outcome.isBad !== true;
}

const pathOf = (space: string): string => `/__mock/spaces/${encodeURIComponent(space)}`;

/** Stores a setting through the contract itself, as the chosen user. @throws {ApiError} when it is refused. */
export async function put(model: Model, { path }: Form, body: object): Promise<void> {
  await model.api.ask(path, { method: 'PUT', space: model.space, user: model.users.acting.value, body });
  await model.loadSpaces();
  await model.loadSpace();
}

/** Sends a test message through the contract itself, to the chosen user. */
export async function sendTest(model: Model): Promise<Outcome> {
  const { space } = model;
  const [before, asked] = [await newestMessage(model, space), newestRequest(model)];
  const error = await model.api
    .ask('/api/otp/settings/test', { method: 'POST', space, user: model.users.acting.value })
    .then(() => undefined)
    .catch((reason: unknown) => {
      if (reason instanceof ApiError && reason.status > 0 && !reason.wantsToken) return reason;
      throw reason;
    });
  const message = await newestMessage(model, space);
  if (message && message.id !== before?.id) return outcomeOf(model, message);
  return {
    text: `Not sent: ${error?.message ?? 'no message was recorded'}`,
    isBad: true,
    ...(await linkTo(model, asked)),
  };
}

function outcomeOf(model: Model, { id, provider, to, error }: Message): Outcome {
  const title = model.rules.forms.value.find((form) => form.provider === provider)?.title ?? provider;
  const link = { label: 'Show message', place: { message: id } };
  if (error) return { text: `Refused by ${title}: ${error.code} ${error.message}`, isBad: true, link };
  return { text: `Sent through ${title} to ${to}, message ${id}`, link };
}

async function newestMessage({ api }: Model, space: string): Promise<Message | undefined> {
  const path = `/__mock/outbox?space=${encodeURIComponent(space)}&limit=1`;
  return (await api.read<{ messages: Message[] }>(path)).messages[0];
}

const newestRequest = ({ requests }: Model): string | undefined => requests.value[0]?.id;

/** The request that was the last one after another. */
export async function linkTo({ api, space }: Model, after: string | undefined): Promise<Pick<Outcome, 'link'>> {
  const query = new URLSearchParams({ space, timeout: '500', ...(after !== undefined && { after }) });
  const answer = await api.ask(`/__mock/requests/wait?${query.toString()}`);
  if (answer.status !== 200) return {};
  const { id } = (await answer.json()) as RequestEntry;
  return { link: { label: 'Show request', place: { request: id } } };
}

export async function makeSpace(model: Model, name: string): Promise<Outcome> {
  if (name === '') return { text: 'Enter a name for the space.', isBad: true };
  if (model.listed.value.some((each) => each.name === name)) {
    await model.go({ space: name });
    return { text: `The space ${name} already exists; it is shown now.` };
  }
  await model.api.ask(pathOf(name), { method: 'PUT', body: { settings: {} } });
  await model.loadSpaces();
  await model.go({ space: name });
  return { text: `Created the space ${name}` };
}

export async function deleteSpace(model: Model): Promise<Outcome> {
  const { space } = model;
  const state = await model.readSpace(space);
  await model.api.ask(pathOf(space), { method: 'DELETE' });
  for (const provider of model.drafts.in(space)) model.drafts.set(space, provider, undefined);
  await model.loadSpaces();
  await model.go({ space: defaultSpace });
  await model.load();
  return { text: `Deleted the space ${space}`, undo: async () => restoreSpace(model, space, state) };
}

async function restoreSpace(model: Model, space: string, state: SpaceState): Promise<void> {
  await model.api.ask(pathOf(space), { method: 'PUT', body: state });
  await model.loadSpaces();
  await model.go({ space });
  await model.load();
}

export async function resetSpace(model: Model): Promise<Outcome> {
  const { space } = model;
  const state = await model.readSpace(space);
  await model.api.ask('/__mock/reset', { method: 'POST', body: { space } });
  await model.load();
  return { text: `Reset ${space} to the seed`, undo: async () => restoreSpace(model, space, state) };
}

export async function resetEverything(model: Model): Promise<Outcome> {
  const state = await model.api.read<State>('/__mock/state?secrets=plain');
  const faults = model.faults.value;
  await model.api.ask('/__mock/reset', { method: 'POST' });
  await model.load();
  const undo = async (): Promise<void> => {
    await model.api.ask('/__mock/state', { method: 'PUT', body: state });
    await model.api.ask('/__mock/faults', { method: 'PUT', body: { faults } });
    await model.load();
  };
  return { text: 'Reset everything to the seed', undo };
}

/** Of the space that is looked at, or of all where all are looked at. */
export async function emptyOutbox(model: Model): Promise<Outcome> {
  const { space, everywhere } = model;
  const names = everywhere.value ? model.spaces.value.map(({ name }) => name) : [space];
  const states = await Promise.all(names.map(async (name) => [name, await model.readSpace(name)] as const));
  await model.api.ask(`/__mock/outbox${everywhere.value ? '' : `?space=${encodeURIComponent(space)}`}`, {
    method: 'DELETE',
  });
  await model.loadSpaces();
  await model.loadMessages();
  const undo = async (): Promise<void> => {
    for (const [name, { outbox = [] }] of states) await putBack(model, name, outbox);
    await model.load();
  };
  return { text: `Emptied the outbox of ${everywhere.value ? 'all spaces' : space}`, undo };
}

export async function deleteMessage(model: Model, message: Message): Promise<Outcome> {
  const { id, space } = message;
  await model.api.ask(`/__mock/outbox/${encodeURIComponent(id)}?space=${encodeURIComponent(space)}`, {
    method: 'DELETE',
  });
  if (model.place.value.message === id) await model.go({ message: '' });
  await model.loadMessages();
  const undo = async (): Promise<void> => {
    await putBack(model, space, [message]);
    await model.load();
  };
  return { text: `Deleted the message with the code ${message.code}`, undo };
}

/** Puts messages back into an outbox, beside those that have come meanwhile. */
async function putBack(model: Model, space: string, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const { settings, outbox = [] } = await model.readSpace(space);
  const all = [...outbox, ...messages].toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  await model.api.ask(pathOf(space), { method: 'PUT', body: { secrets: 'plain', settings, outbox: all } });
}

export async function clearRequests(model: Model): Promise<Outcome> {
  await model.api.ask('/__mock/requests', { method: 'DELETE' });
  model.requests.value = [];
  return { text: 'Cleared the requests' };
}

export async function addFault(model: Model, fault: Fault): Promise<Outcome> {
  await model.api.ask('/__mock/faults', { method: 'POST', body: fault });
  await model.loadFaults();
  return { text: 'Set the fault' };
}

export async function takeBack(model: Model, { id = '' }: Fault): Promise<Outcome> {
  await model.api.ask(`/__mock/faults/${encodeURIComponent(id)}`, { method: 'DELETE' }).catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.status !== 404) throw error; // it was used up meanwhile
  });
  await model.loadFaults();
  return { text: 'Removed the fault' };
}

/** Puts the spaces of a seed beside what there is. */
export async function loadSeed(model: Model, seed: string): Promise<Outcome> {
  const { spaces } = await model.api.read<{ spaces: string[] }>('/__mock/seed', { method: 'POST', body: { seed } });
  await model.load();
  return { text: spaces.length > 3 ? `Loaded ${spaces.length} spaces` : `Loaded ${spaces.join(', ')}` };
}

/** Has the clock of the mock show the real time. */
export async function resetClock({ api }: Model): Promise<Outcome> {
  await api.ask('/__mock/clock', { method: 'DELETE' });
  return { text: 'The clock shows the real time' };
}
