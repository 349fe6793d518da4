// The real backend behind the mock, if there is one: what goes there, and what it has shown of the assumptions.
import { batch, signal } from '@preact/signals';
import type { Observed, UpstreamState } from '../document/schemas.ts';
import type { Api } from './api.ts';

export class Upstream {
  /** Empty without one. */
  readonly url = signal('');
  readonly operations = signal<readonly { readonly id: string; readonly isForwarded: boolean }[]>([]);
  readonly observed = signal<Observed['assumptions']>({});

  async load(api: Api): Promise<void> {
    const { url = '', forward, mock } = await api.read<UpstreamState>('/__mock/upstream');
    const { assumptions } = url === '' ? { assumptions: {} } : await api.read<Observed>('/__mock/observed');
    const all = [
      ...forward.map((id) => ({ id, isForwarded: true })),
      ...mock.map((id) => ({ id, isForwarded: false })),
    ];
    batch(() => {
      this.url.value = url;
      this.operations.value = all.toSorted((one, other) => (one.id < other.id ? -1 : 1));
      this.observed.value = assumptions;
    });
  }
}
