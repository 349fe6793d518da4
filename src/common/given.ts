// What counts as given. Compose, pipelines and shells make an empty text of every variable that is not set, so an option that is
// empty or undefined is one that is missing.

const isGiven = (value: unknown): boolean => value !== undefined && value !== '';

/** The options that are given; of a list, the texts that are. */
export function given<T extends object>(options: T): T {
  const entries = Object.entries(options).flatMap(([name, value]: [string, unknown]) =>
    isGiven(value) ? [[name, Array.isArray(value) ? value.filter(isGiven) : value]] : [],
  );
  return Object.fromEntries(entries) as T; // its properties are optional
}
