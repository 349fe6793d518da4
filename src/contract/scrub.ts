// Takes secrets out of what is reported: those that were found in settings, and those of the run's own session.
import type { Kind } from './sample.ts';
import type { Backup } from './restore.ts';

const mask = '********';

export interface ScrubOptions {
  readonly backups: readonly Backup[];
  readonly secrets: readonly (string | undefined)[];
  readonly kinds: readonly Kind[];
}

/** A function that gives a copy of any value with every secret in its texts masked, plain or as JSON writes it. */
export function createScrubber({ backups, secrets, kinds }: ScrubOptions): <T>(value: T) => T {
  const names = new Set(kinds.flatMap(({ fields }) => fields.filter(({ secret }) => secret).map(({ name }) => name)));
  const found = backups.flatMap(({ settings }) =>
    settings.flatMap((setting) => [...names].map((name) => setting[name])),
  );
  const texts = [...found, ...secrets].filter((text): text is string => typeof text === 'string' && text.length > 3);
  const forms = [...new Set(texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]))]
    .filter((text) => text !== 'admin') // the name of the user who is logged in, more often than a password
    .toSorted((a, b) => b.length - a.length);
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return forms.reduce((text, secret) => text.replaceAll(secret, mask), value);
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, clean(each)]));
  };
  return <T>(value: T) => clean(value) as T; // the same shape, with other texts
}
