// Saves a form through the contract.
import type { ProviderName, SpaceSettings } from '../document/schemas.ts';
import { linkTo, put, sendTest } from './actions.ts';
import { ApiError } from './api.ts';
import { defaultIn } from './defaults.ts';
import { isOutdated } from './drafts.ts';
import type { Form } from './fields.ts';
import { bodyOf, type Values, valuesOf } from './form-values.ts';
import type { Model } from './model.ts';
import type { Outcome } from './outcomes.ts';

export interface Saving {
  readonly values: Values;
  /** As it was before, or where there is no default yet, yes. */
  readonly isDefault?: boolean;
  /** Whether what was changed elsewhere meanwhile may be overwritten. */
  readonly isForced?: boolean;
}

/** Saves a form, unless the setting was changed elsewhere since the form was begun. */
export async function save(
  model: Model,
  form: Form,
  { values, isDefault, isForced = false }: Saving,
): Promise<Outcome> {
  const { space, drafts } = model;
  const { provider, title } = form;
  const settings = await readSettings(model);
  const stored = settings[provider];
  const draft = drafts.of(space, provider);
  if (draft && !isForced && isOutdated(draft, stored))
    return { text: `Not saved: ${title} was changed elsewhere meanwhile. Choose which version to keep.`, isBad: true };
  const asked = model.requests.value[0]?.id;
  const chosen = isDefault ?? stored?.isDefault ?? defaultIn(settings) === undefined;
  const refused = await put(model, form, { ...bodyOf(form, values), isDefault: chosen }).then(
    () => undefined,
    refusalOf,
  );
  drafts.set(space, provider, refused && { values, base: stored?.lastModifiedDate, refused });
  if (!refused) return { text: `Saved ${title}${chosen ? ', which is the default' : ''}` };
  const count = refused.errors.length;
  const reason =
    count === 0
      ? refused.message
      : `${count} validation ${count === 1 ? 'error, shown at its field' : 'errors, each shown at its field'}`;
  return { text: `Not saved: ${reason}`, isBad: true, ...(await linkTo(model, asked)) };
}

/** Saves a form as the default and sends a test with it. Shows the outcome of the last step. */
export async function saveAndSend(model: Model, form: Form, values: Values): Promise<Outcome> {
  const saved = await save(model, form, { values, isDefault: true });
  return saved.isBad ? saved : sendTest(model);
}

/** Makes a provider the default of the space, or none. */
export async function chooseDefault(model: Model, chosen: ProviderName | undefined): Promise<Outcome> {
  const settings = await readSettings(model);
  const form = model.rules.forms.value.find(({ provider }) => provider === (chosen ?? defaultIn(settings)));
  const stored = form && settings[form.provider];
  if (!form || !stored) return { text: 'This setting does not exist yet. Save it first.', isBad: true };
  const body = { ...bodyOf(form, valuesOf(form, stored)), isDefault: chosen !== undefined };
  await put(model, form, body);
  rebase(model, form.provider, stored.lastModifiedDate);
  return { text: chosen ? `${form.title} is the default` : 'No setting is the default' };
}

async function readSettings(model: Model): Promise<SpaceSettings> {
  const { space } = model;
  await model.loadSpaces();
  const { settings } = await model.readSpace(space);
  if (space === model.space) model.settings.value = settings;
  return settings;
}

/** A draft is not outdated by a change that its own page has made to another field. */
function rebase({ space, drafts, settings }: Model, provider: ProviderName, before: string | undefined): void {
  const draft = drafts.of(space, provider);
  const base = settings.value[provider]?.lastModifiedDate;
  if (draft && draft.base === before) drafts.set(space, provider, { ...draft, base });
}

/** What the mock says against it; anything else that goes wrong goes on. */
function refusalOf(error: unknown): ApiError {
  if (error instanceof ApiError && error.status >= 400 && error.status < 500 && !error.wantsToken) return error;
  throw error;
}
