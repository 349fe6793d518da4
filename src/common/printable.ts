// Makes foreign texts safe to print: they cannot forge lines, control a terminal, or issue commands to a pipeline.

/** Control characters, line and paragraph separators, characters that change the direction of a text, and half ones. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/**
 * The marks of commands that runners of pipelines find in the output of a job: `::name::` at the beginning of a line (GitHub),
 * `##[name]` (GitHub, Azure), `##vso[name]` (Azure) and `##teamcity[name]`.
 */
const command = /^(\s*):(?=:)|#(?=#\w*\[)/g;

/** A text on one line, with everything in it that does more than being read written out. */
export function printable(text: string): string {
  return text.replaceAll(unprintable, escaped).replaceAll(command, (found) => found.replace(/[:#]$/, escaped));
}

/** A copy of a value with every text in it printable. */
export function printableIn<T>(value: T): T {
  const walk = (each: unknown): unknown => {
    if (typeof each === 'string') return printable(each);
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [printable(name), walk(inner)]));
  };
  return walk(value) as T; // the same shape, with other texts
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code > 0xff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\x${code.toString(16).padStart(2, '0')}`;
}
