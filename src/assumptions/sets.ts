// Named sets of assumptions: what one document of the vendor says or suggests, for --assume @NAME.
import { chooseAssumptions } from './choose.ts';
import type { Assumptions } from './table.ts';

export interface AssumptionSet {
  /** What it follows. */
  readonly source: string;
  readonly values: Readonly<Partial<Assumptions>>;
}

export const assumptionSets = {
  page: {
    source: 'the documentation page; where it is silent, as the table says (the default)',
    values: chooseAssumptions(),
  },
  jdk11: {
    source:
      "the vendor's OpenAPI document of the generation jdk11: ids are int32, X-Space is optional, GET lists the common fields only, and an expired access token is renewed in passing",
    values: {
      'missing-space': 'default',
      'id-type': 'integer',
      'settings-view': 'base',
      'secrets-in-get': 'omitted',
      'silent-renewal': 'renew',
    },
  },
  jdk21: {
    source:
      "the vendor's OpenAPI document of the generation jdk21: tokens are in the body, and in Authorization: Bearer",
    values: {
      'secrets-in-get': 'omitted',
      'token-place': 'body',
      'bearer-token': 'accept',
    },
  },
} as const satisfies Readonly<Record<string, AssumptionSet>>;

/** The set of a name; undefined when there is none. */
export function findSet(name: string): AssumptionSet | undefined {
  return Object.entries(assumptionSets).find(([each]) => each === name)?.[1];
}

/** The sets for a help text: a line for each name and its source. */
export function describeSets(): string {
  return Object.entries(assumptionSets)
    .map(([name, { source }]) => `  @${name.padEnd(6)} ${source}`)
    .join('\n');
}
