// What the upstream has, the mock has, too: users who log in, and settings, for what is mocked of the rest.
import type { Request, Response } from 'express';
import type { Behaviour, Behaviours } from '../document/behaviour.ts';
import { mask } from '../document/secret.ts';
import type { Operation } from '../document/operations.ts';
import type { AnySetting, OperationId } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { Users } from '../session/users.ts';
import type { Arrange } from '../settings/arrange.ts';
import type { Store } from '../store/store.ts';
import type { Choice } from '../upstream/choice.ts';
import { byKind, type Kind, kindsOf, type Setting, settingsIn } from '../upstream/observed/kinds.ts';
import type { LoggedIn } from '../upstream/seen-sessions.ts';
import { callOf } from './answer.ts';
import { contextOf } from './context.ts';

export interface MirrorOptions {
  readonly operations: readonly Operation[];
  readonly choice: Choice;
  readonly store: Pick<Store, 'settings'>;
  readonly users: Users;
  readonly behaviours: Behaviours;
  readonly arrange: Arrange;
}

export class Mirror {
  readonly #options: MirrorOptions;
  readonly #kinds: readonly Kind[];

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.#kinds = kindsOf(options.operations);
  }

  /** What a forwarded PUT has stored. */
  async put(request: Request, response: Response): Promise<void> {
    const { operation } = contextOf(response);
    if (!operation) return;
    const behave: Behaviour<OperationId> = this.#options.behaviours[operation.id];
    await unlessRefused(async () => behave(callOf(request, response)));
  }

  /** What a forwarded GET shows, of the kinds whose PUT is forwarded, too. Secrets that it does not show are made up. */
  async list(space: string, json: unknown): Promise<void> {
    const list = byKind(settingsIn(json) ?? [], this.#kinds);
    const { settings: stored = {} } = (await this.#options.store.settings(space).read()) ?? {};
    const kinds = this.#kinds.filter(({ operation }) => this.#options.choice.forwards(operation));
    const isDefault = ({ name }: Kind): number => Number(list?.get(name)?.['isDefault'] === true);
    for (const kind of kinds.toSorted((one, other) => isDefault(one) - isDefault(other))) {
      const shown = list?.get(kind.name);
      const given = shown && givenOf(kind, shown);
      if (given && !has(stored[kind.name], given))
        await unlessRefused(() => this.#options.arrange(space, kind.name, given));
    }
  }

  /** Who has logged in: with a recipient for messages, and the spaces of the login. */
  async user({ username, spaces }: LoggedIn): Promise<void> {
    const { users } = this.#options;
    const known = await users.find(username);
    const { phone, mail } = known ?? (await users.first());
    const all = [...new Set([...(known?.spaces ?? []), ...(spaces ?? [])])];
    if (known && all.length === known.spaces.length) return;
    const { username: _name, ...fields } = known ?? { username };
    await users.set(username, {
      ...fields,
      ...(phone && { phone }),
      ...(mail && { mail }),
      ...(all.length > 0 && { spaces: all }),
    });
  }
}

/** What the mock itself refuses, it does not have. */
async function unlessRefused(store: () => Promise<unknown>): Promise<void> {
  await store().catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });
}

/** The fields that can be put; null for those that are not set, where it is shown which. */
function givenOf({ fields, own }: Kind, shown: Setting): Setting {
  const isFull = own.some((name) => name in shown);
  const absent = isFull ? own.filter((name) => !(name in shown)).map((name) => [name, null]) : [];
  const given = fields
    .filter(({ name, readOnly, secret }) => !readOnly && name in shown && !(secret && shown[name] === mask))
    .map(({ name }) => [name, shown[name]]);
  return Object.fromEntries([...absent, ...given]) as Setting;
}

/** Whether a setting has these values already. An id may be the mock's own. */
function has(stored: AnySetting | undefined, given: Setting): boolean {
  const values: Setting = { ...stored };
  return (
    stored !== undefined &&
    Object.entries(given).every(([name, value]) => name === 'id' || (values[name] ?? null) === value)
  );
}
