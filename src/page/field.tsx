// One field of a setting: its label, its limit, and what is wrong with it.
import type { TargetedInputEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { FormField } from './fields.ts';

interface Props {
  readonly field: FormField;
  readonly value: string | boolean;
  readonly errors: readonly string[];
  readonly onChange: (value: string | boolean) => void;
}

export function FieldRow({ field, value, errors, onChange }: Props) {
  const id = useId();
  const { label, required, maxLength, hint } = field;
  const length = Array.from(String(value)).length;
  return (
    <div class={field.kind === 'boolean' ? 'field check' : 'field'}>
      <div class="caption">
        <label for={id} title={hint}>
          {label}
          {required && <span class="quiet"> required</span>}
        </label>
        {maxLength !== undefined && (
          <span class={length > maxLength ? 'limit over' : 'limit'} title={`At most ${maxLength} characters`}>
            {length} / {maxLength}
          </span>
        )}
      </div>
      <Input id={id} field={field} value={value} errors={errors} onChange={onChange} />
      {errors.length > 0 && (
        <span id={`${id}-errors`} class="error">
          {errors.join('; ')}
        </span>
      )}
    </div>
  );
}

function Input({ id, field, value, errors, onChange }: Props & { readonly id: string }) {
  const [shown, setShown] = useState(false);
  const told = errors.length > 0 ? { 'aria-invalid': true, 'aria-describedby': `${id}-errors` } : {};
  if (field.kind === 'boolean')
    return (
      <input
        {...told}
        id={id}
        type="checkbox"
        checked={value === true}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    );
  if (field.choices.length > 0)
    return (
      <select {...told} id={id} value={String(value)} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="">–</option>
        {field.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  const typed = {
    ...told,
    id,
    autocomplete: 'off',
    value: String(value),
    onInput: ({ currentTarget }: TargetedInputEvent<HTMLInputElement>) => onChange(currentTarget.value),
  } as const;
  const numeric = field.kind === 'integer';
  return (
    <span class="input">
      {field.secret && !shown ? (
        <input {...typed} type="password" />
      ) : (
        <input {...typed} type="text" inputMode={numeric ? 'numeric' : 'text'} />
      )}
      {field.secret && (
        <button type="button" aria-pressed={shown} aria-label={`Show ${field.label}`} onClick={() => setShown(!shown)}>
          {shown ? 'Hide' : 'Show'}
        </button>
      )}
    </span>
  );
}
