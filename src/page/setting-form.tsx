// One provider's setting as a form. It is saved through the contract, and validation errors appear next to each field.
import { useState } from 'preact/hooks';
import type { ProviderName, SpaceSettings } from '../document/schemas.ts';
import { act } from './actions.ts';
import { type Draft, isOutdated } from './drafts.ts';
import { FieldRow } from './field.tsx';
import type { Form, FormField } from './fields.ts';
import { type Values, valuesIn, valuesOf } from './form-values.ts';
import type { Model } from './model.ts';
import { Said } from './parts.tsx';
import { save, saveAndSend } from './saving.ts';

interface Props {
  readonly model: Model;
  readonly form: Form;
  readonly setting: SpaceSettings[ProviderName];
}

export function SettingForm({ model, form, setting }: Props) {
  const { space, drafts } = model;
  const { provider, title } = form;
  const draft = drafts.of(space, provider);
  const values = draft?.values ?? valuesOf(form, setting);
  const action = `save ${space}/${provider}`;
  const base = draft ? draft.base : setting?.lastModifiedDate;
  const change = (changed: Values): void => {
    model.outcomes.forget(action);
    drafts.set(space, provider, { values: { ...values, ...changed }, base });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    void act(model, action, () => save(model, form, { values }));
  };
  const fill = (): void => change(valuesIn(form, { ...form.example, id: values['id'] }));
  return (
    <form class="setting" onSubmit={submit} aria-label={title} noValidate>
      {draft && isOutdated(draft, setting) && (
        <Outdated model={model} form={form} setting={setting} action={action} values={values} />
      )}
      <Fields
        model={model}
        form={form}
        values={values}
        draft={draft}
        onChange={(name, value) => change({ [name]: value })}
      />
      <Audit form={form} setting={setting} />
      <div class="buttons">
        <button type="submit" class="primary">
          Save
        </button>
        <button type="button" onClick={() => void act(model, action, () => saveAndSend(model, form, values))}>
          Save as default and send test
        </button>
        <button type="button" onClick={fill}>
          Fill with an example
        </button>
        {draft && (
          <button type="button" onClick={() => drafts.set(space, provider, undefined)}>
            Discard
          </button>
        )}
      </div>
      {draft && <p class="quiet">Not saved yet</p>}
      <Said model={model} action={action} />
    </form>
  );
}

interface OutdatedProps extends Props {
  readonly action: string;
  readonly values: Values;
}

function Outdated({ model, form, setting, action, values }: OutdatedProps) {
  const force = (): void => void act(model, action, () => save(model, form, { values, isForced: true }));
  return (
    <div class="notice" role="alert">
      <p>
        {setting
          ? `Changed elsewhere meanwhile, by ${setting.lastModifiedBy ?? 'someone'}.`
          : 'Deleted elsewhere meanwhile.'}
      </p>
      <div class="buttons">
        <button type="button" onClick={force}>
          Save mine
        </button>
        <button type="button" onClick={() => model.drafts.set(model.space, form.provider, undefined)}>
          Take theirs
        </button>
      </div>
    </div>
  );
}

interface FieldsProps {
  readonly model: Model;
  readonly form: Form;
  readonly values: Values;
  readonly draft: Draft | undefined;
  readonly onChange: (name: string, value: string | boolean) => void;
}

/** The fields that only this provider has, and behind a fold those that are the same for all; the default is chosen elsewhere. */
function Fields({ model, form, values, draft, onChange }: FieldsProps) {
  const [unfolded, setUnfolded] = useState(false);
  const refused = draft?.refused;
  const writable = form.fields.filter(({ readOnly, name }) => !readOnly && name !== 'isDefault');
  const isCommon = ({ name }: FormField): boolean =>
    model.rules.forms.value.every(({ fields }) => fields.some((field) => field.name === name));
  const errorsAt = (name: string): string[] =>
    (refused?.errors ?? []).filter(({ path }) => path === `/body/${name}`).map(({ message }) => message);
  const hasPlace = writable.some(({ name }) => errorsAt(name).length > 0);
  const row = (field: FormField) => (
    <FieldRow
      key={field.name}
      field={field}
      value={values[field.name] ?? ''}
      errors={errorsAt(field.name)}
      onChange={(value) => onChange(field.name, value)}
    />
  );
  const common = writable.filter(isCommon);
  return (
    <>
      {refused && !hasPlace && <p class="error">{refused.message}</p>}
      {writable.filter((field) => !isCommon(field)).map(row)}
      <details
        class="fold"
        open={unfolded || common.some(({ name }) => errorsAt(name).length > 0)}
        onToggle={({ currentTarget }) => setUnfolded(currentTarget.open)}
      >
        <summary>Advanced: {common.map(({ label }) => label.toLowerCase()).join(', ')}</summary>
        {common.map(row)}
      </details>
    </>
  );
}

/** The fields that the backend keeps itself. */
function Audit({ form, setting }: Pick<Props, 'form' | 'setting'>) {
  if (!setting) return undefined;
  const stored: Readonly<Record<string, string | number | boolean | undefined>> = { ...setting };
  return (
    <details class="fold">
      <summary>Set by the backend</summary>
      <dl>
        {form.fields
          .filter(({ readOnly }) => readOnly)
          .map(({ name, label }) => (
            <div key={name}>
              <dt>{label}</dt>
              <dd>{stored[name] ?? '–'}</dd>
            </div>
          ))}
      </dl>
    </details>
  );
}
