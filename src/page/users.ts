// The users of the mock, and what their logins wait for, as the web page knows them.
import { batch, signal } from '@preact/signals';
import type { KnownUser } from '../document/schemas.ts';
import type { Api } from './api.ts';

export class Users {
  readonly all = signal<readonly KnownUser[]>([]);
  /** The name of the user as whom the page acts. */
  readonly acting = signal('');

  async load(api: Api): Promise<void> {
    const { users } = await api.read<{ users: KnownUser[] }>('/__mock/users');
    batch(() => {
      this.all.value = users;
      const isKnown = users.some(({ username }) => username === this.acting.value);
      if (!isKnown) this.acting.value = users[0]?.username ?? '';
    });
  }
}
