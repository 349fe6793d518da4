// A document of somebody else as a tree whose places have names, so that what cannot be used is named by its place.
import { isRecord, pointerToken } from '../json.ts';
import { StartError } from '../start-error.ts';

/** A value of the document, and where it stands: `#/paths/~1login/post`. */
export interface Place {
  readonly value: unknown;
  readonly pointer: string;
}

/** References that lead to references, at most. */
const longestChain = 50;

export class Tree {
  readonly root: Place;
  readonly #file: string;

  constructor(file: string, value: unknown) {
    this.#file = file;
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
    const target = value
      .split('/')
      .slice(1)
      .reduce((place, token) => this.at(place, nameIn(token)), this.root);
    if (target.value === undefined)
      throw this.refuse(reference, `has the reference ${JSON.stringify(value)}, which leads nowhere`);
    return target;
  }

  /** An error that names the file and the place. @param what completes "The document … " */
  refuse({ pointer }: Place, what: string): StartError {
    return new StartError(`The document ${this.#file} ${what}, at ${pointer}.`);
  }
}

/** The name that a token of a JSON pointer in a URI fragment stands for (RFC 6901, 6). */
function nameIn(token: string): string {
  return decoded(token).replaceAll('~1', '/').replaceAll('~0', '~');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
