// What narrows a list down, and how much of it is left.
import type { ComponentChildren } from 'preact';
import { counted } from '../common/counted.ts';

interface ChoiceProps {
  readonly name: string;
  readonly values: readonly string[];
  /** Empty for any. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A choice of one value, or of any. */
export function Choice({ name, values, value, onChange }: ChoiceProps) {
  return (
    <select aria-label={name} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      <option value="">any {name}</option>
      {values.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  );
}

interface SearchProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function Search({ label, hint, value, onChange }: SearchProps) {
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={hint}
      value={value}
      onInput={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

interface ShownProps {
  readonly shown: number;
  readonly all: number;
  /** The noun, for one. */
  readonly what: string;
  /** Takes all filters away. */
  readonly onAll: () => void;
  readonly children?: ComponentChildren;
}

/** How many entries are shown, where not all are. */
export function Shown({ shown, all, what, onAll, children }: ShownProps) {
  return (
    <p class="quiet shown" role="status">
      {shown < all ? `${shown} of ${counted(all, what)}` : counted(all, what)}
      {children}
      {shown < all && (
        <button type="button" class="link" onClick={onAll}>
          Show all
        </button>
      )}
    </p>
  );
}

/** A text without case and accents, so that `sisli` and `şişli` find `ŞİŞLİ` with any keyboard. */
export function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i');
}

/** Whether a text has what was typed. */
export const has = (text: string, typed: string): boolean => folded(text).includes(folded(typed.trim()));
