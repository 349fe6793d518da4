// Which value each assumption has in this run.
import { given } from '../common/given.ts';
import { isRecord } from '../document/json.ts';
import { readJson } from '../document/read-json.ts';
import { StartError } from '../document/start-error.ts';
import { type AssumptionName, type Assumptions, assumptionNames, isValueOf, table } from './table.ts';

/** Values of some of the assumptions, by their names. */
export type AssumptionValues = Readonly<Record<string, string | undefined>>;

/**
 * The table's defaults with the given values in their place.
 * @throws {StartError} for a name or a value that the table does not have.
 */
export function chooseAssumptions(all: AssumptionValues = {}): Assumptions {
  const chosen = given(all);
  for (const [name, value] of Object.entries(chosen)) if (value !== undefined) check(name, value);
  const values = assumptionNames.map((name) => [name, chosen[name] ?? table[name].values[0]]);
  return Object.fromEntries(values) as Assumptions; // every name of the table, each with a value that `check` let pass
}

function check(name: string, value: string): void {
  if (!Object.hasOwn(table, name))
    throw new StartError(`There is no assumption "${name}". There are: ${assumptionNames.join(', ')}.`);
  const known = name as AssumptionName;
  if (!isValueOf(known, value))
    throw new StartError(`The assumption ${name} cannot be "${value}". It can be: ${table[known].values.join(', ')}.`);
}

/**
 * The values from a file of the form `{"assumptions": {name: value}}`.
 * @throws {StartError} when it cannot be read or has another form.
 */
export async function readAssumptions(file: string): Promise<Record<string, string>> {
  const name = `The assumptions file ${file}`;
  const value = await readJson({ file, name });
  const values = isRecord(value) ? value['assumptions'] : undefined;
  if (isRecord(values) && Object.values(values).every((each) => typeof each === 'string'))
    return values as Record<string, string>;
  throw new StartError(`${name} must be an object like {"assumptions": {"id-type": "integer"}}.`);
}
