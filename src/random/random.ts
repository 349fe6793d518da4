// Ids and one-time codes. With a seed they are repeatable: a value then depends on the seed and on its purpose,
// not on earlier values, so that spaces do not disturb each other and a restart repeats nothing.
import { createHash, randomInt, randomUUID } from 'node:crypto';

/** Draws for one purpose. */
export interface Draw {
  /** Decimal digits; leading zeros occur. */
  digits(length: number): string;
  /** Hexadecimal digits in lower case, at most 32. */
  hex(length: number): string;
}

/** Starts drawing for a purpose, named by any texts and numbers. Draw before starting on the next purpose. */
export type Random = (...purpose: readonly (string | number)[]) => Draw;

/** The generator: repeatable for a seed, else never the same. Loads faker where it is needed, which takes a while. */
export async function loadRandom(seed: number | undefined): Promise<Random> {
  if (seed === undefined) return () => unrepeatable;
  const { faker } = await import('@faker-js/faker/locale/en');
  return (...purpose) => {
    const digest = createHash('sha256')
      .update(JSON.stringify([seed, ...purpose]))
      .digest();
    faker.seed([0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset)));
    return {
      digits: (length) => faker.string.numeric(length),
      hex: (length) => faker.string.hexadecimal({ length, prefix: '', casing: 'lower' }),
    };
  };
}

const unrepeatable: Draw = {
  digits: (length) => Array.from({ length }, () => randomInt(10)).join(''),
  // Node draws those in advance, many at a time; a restore of 60,000 spaces needs 240,000.
  hex: (length) => randomUUID().replaceAll('-', '').slice(0, length),
};
