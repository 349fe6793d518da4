// Values that a keyword of a schema cannot have.

interface Flaw {
  readonly keyword: string;
  /** Completes "has ". */
  readonly what: string;
}

const types = new Set<unknown>(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']);

const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;

const isNumber = (value: unknown): boolean => typeof value === 'number';

const isBoolean = (value: unknown): boolean => typeof value === 'boolean';

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

interface Rule {
  readonly keywords: string;
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}

const rules: readonly Rule[] = [
  {
    keywords: 'type',
    expected: 'a type of JSON Schema, or a list of types',
    fits: (value) => (isList(value) ? value.length > 0 && value.every((each) => types.has(each)) : types.has(value)),
  },
  { keywords: 'minLength maxLength minItems maxItems', expected: 'a whole number of at least 0', fits: isCount },
  { keywords: 'minimum maximum', expected: 'a number', fits: isNumber },
  {
    keywords: 'exclusiveMinimum exclusiveMaximum',
    expected: 'a number or a boolean',
    fits: (value) => isNumber(value) || isBoolean(value),
  },
  { keywords: 'multipleOf', expected: 'a number above 0', fits: (value) => isNumber(value) && Number(value) > 0 },
  {
    keywords: 'pattern',
    expected: 'a text',
    fits: (value) => typeof value === 'string', // which the checks may not understand
  },
  { keywords: 'enum', expected: 'a list with values', fits: (value) => isList(value) && value.length > 0 },
  {
    keywords: 'required',
    expected: 'a list of names',
    fits: (value) => isBoolean(value) || (isList(value) && value.every((each) => typeof each === 'string')),
  },
  { keywords: 'readOnly writeOnly nullable', expected: 'a boolean', fits: isBoolean },
  {
    keywords: 'properties',
    expected: 'an object',
    fits: (value) => typeof value === 'object' && value !== null && !isList(value),
  },
  { keywords: 'allOf anyOf oneOf', expected: 'a list of schemas', fits: (value) => isList(value) && value.length > 0 },
];

/** The first keyword of a schema with a value that it cannot have. */
export function flawOf(schema: Readonly<Record<string, unknown>>): Flaw | undefined {
  for (const { keywords, expected, fits } of rules)
    for (const keyword of keywords.split(' '))
      if (keyword in schema && !fits(schema[keyword]))
        return {
          keyword,
          what: `${shorten(JSON.stringify(schema[keyword]))} for ${keyword}, but expected is ${expected}`,
        };
  return undefined;
}

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
