// A document of somebody else as a tree whose places have names, so that what cannot be used is named by its place. References
// are resolved by swagger-parser.
import SwaggerParser from '@apidevtools/swagger-parser';
import { isRecord, pointerToken } from '../json.ts';
import type { Source } from '../read-document.ts';
import { StartError } from '../start-error.ts';

/** A value of the document, and where it stands: `#/paths/~1login/post`. */
export interface Place {
  readonly value: unknown;
  readonly pointer: string;
}

/** References that lead to references, at most. */
const longestChain = 50;

type References = Awaited<ReturnType<typeof SwaggerParser.resolve>>;

export class Tree {
  readonly root: Place;
  readonly #file: string;
  readonly #references: References;

  /** @throws {StartError} when it is not an OpenAPI document. */
  static async of({ file, value }: Source): Promise<Tree> {
    try {
      return new Tree(file, {
        value,
        references: await SwaggerParser.resolve(value as never, { resolve: { external: false } }),
      });
    } catch (error) {
      throw new StartError(
        `The document ${file} is not valid: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  private constructor(
    file: string,
    { value, references }: { readonly value: unknown; readonly references: References },
  ) {
    this.#file = file;
    this.#references = references;
    this.root = { value, pointer: '#' };
  }

  /** The value under a name, with the reference that may stand there followed. @throws {StartError} for a bad reference. */
  under(place: Place, name: string | number): Place {
    return this.follow(this.at(place, name));
  }

  /** The value under a name as it stands there. */
  at({ value, pointer }: Place, name: string | number): Place {
    const here = `${pointer}/${pointerToken(String(name))}`;
    const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    return { value: holds ? (value as Record<string | number, unknown>)[name] : undefined, pointer: here };
  }

  /** All values of an object or a list, by name. */
  entries(place: Place): [string, Place][] {
    const { value } = place;
    if (typeof value !== 'object' || value === null) return [];
    return Object.keys(value).map((name) => [name, this.at(place, name)]);
  }

  /** Where a reference leads; the place itself if there is none. @throws {StartError} when it leads nowhere. */
  follow(place: Place): Place {
    let found = place;
    for (let length = 0; isRecord(found.value) && '$ref' in found.value; length += 1) {
      if (length > longestChain) throw this.refuse(place, 'has a reference that leads back to itself');
      found = this.#target(this.at(found, '$ref'));
    }
    return found;
  }

  #target(reference: Place): Place {
    const { value } = reference;
    if (typeof value !== 'string' || !/^#(\/|$)/.test(value))
      throw this.refuse(
        reference,
        `has the reference ${JSON.stringify(value)}, but only references within the document ("#/…") are followed`,
      );
    try {
      return { value: this.#references.get(value), pointer: value };
    } catch (error) {
      if (error instanceof RangeError) throw this.refuse(reference, 'has a reference that leads back to itself');
      throw this.refuse(reference, `has the reference ${JSON.stringify(value)}, which leads nowhere`);
    }
  }

  /** An error that names the file and the place. @param what completes "The document … " */
  refuse({ pointer }: Place, what: string): StartError {
    return new StartError(`The document ${this.#file} ${what}, at ${pointer}.`);
  }
}
