// One provider's setting as a form. It is saved through the contract, and what is refused is said at the field.
import { useState } from 'preact/hooks';
import type { ProviderName, SpaceSettings } from '../document/schemas.ts';
import { ApiError } from './api.ts';
import { FieldRow } from './field.tsx';
import type { Form } from './fields.ts';
import { bodyOf, type Values, valuesOf } from './form-values.ts';
import type { Model } from './model.ts';

interface Props {
  readonly model: Model;
  readonly form: Form;
  readonly setting: SpaceSettings[ProviderName];
}

type Refused = Pick<ApiError, 'message' | 'errors'>;

/** What was typed and not saved, and what became of the last try to save it. */
interface Draft {
  readonly values?: Values;
  readonly refused?: Refused;
  readonly saved?: boolean;
}

export function SettingForm({ model, form, setting }: Props) {
  const [draft, setDraft] = useState<Draft>({});
  const values = draft.values ?? valuesOf(form, setting);
  const save = async (changes: Values = {}): Promise<boolean> => {
    const body = bodyOf(form, { ...values, ...changes });
    const refused = await model.put(form, body).then(() => undefined, refusalOf);
    setDraft(refused ? { values, refused } : { saved: true });
    if (!refused) await model.loadSpace();
    return !refused;
  };
  const makeDefaultAndSend = async (): Promise<void> => {
    if (await save({ isDefault: true })) await model.sendTest();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    void model.try(() => save());
  };
  return (
    <form class="card setting" onSubmit={submit} aria-label={form.title} noValidate>
      <h3>
        {form.title}
        {setting?.isDefault === true && <span class="badge">default</span>}
        {setting === undefined && <span class="quiet">not set</span>}
        {draft.values && <span class="quiet">not saved</span>}
      </h3>
      <Fields
        form={form}
        values={values}
        refused={draft.refused}
        onChange={(name, value) => setDraft({ ...draft, values: { ...values, [name]: value }, saved: false })}
      />
      <Audit form={form} setting={setting} />
      <div class="buttons">
        <button type="submit" class="primary">
          Save
        </button>
        {draft.values && (
          <button type="button" onClick={() => setDraft({})}>
            Discard
          </button>
        )}
        {setting && (
          <button type="button" onClick={() => void model.try(makeDefaultAndSend)}>
            {setting.isDefault ? 'Send test' : 'Make default and send test'}
          </button>
        )}
        <span role="status" class="quiet">
          {draft.saved === true && 'Saved'}
        </span>
      </div>
    </form>
  );
}

/** What the mock says against it; anything else that goes wrong goes on. */
function refusalOf(error: unknown): ApiError {
  if (error instanceof ApiError && error.status >= 400 && error.status < 500) return error;
  throw error;
}

interface FieldsProps {
  readonly form: Form;
  readonly values: Values;
  readonly refused: Refused | undefined;
  readonly onChange: (name: string, value: string | boolean) => void;
}

function Fields({ form, values, refused, onChange }: FieldsProps) {
  const writable = form.fields.filter(({ readOnly }) => !readOnly);
  const errorsAt = (name: string): string[] =>
    (refused?.errors ?? []).filter(({ path }) => path === `/body/${name}`).map(({ message }) => message);
  const hasPlace = writable.some(({ name }) => errorsAt(name).length > 0);
  return (
    <>
      {refused && !hasPlace && <p class="error">{refused.message}</p>}
      {writable.map((field) => (
        <FieldRow
          key={field.name}
          field={field}
          value={values[field.name] ?? ''}
          errors={errorsAt(field.name)}
          onChange={(value) => onChange(field.name, value)}
        />
      ))}
    </>
  );
}

/** The fields that the backend keeps itself. */
function Audit({ form, setting }: Pick<Props, 'form' | 'setting'>) {
  if (!setting) return undefined;
  const stored: Readonly<Record<string, string | number | boolean | undefined>> = { ...setting };
  return (
    <details class="audit">
      <summary>Kept by the backend</summary>
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
