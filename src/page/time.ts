// The time of the mock, as the web page knows it.
import { signal } from '@preact/signals';
import type { ClockState } from '../document/schemas.ts';
import type { Api } from './api.ts';

export class MockTime {
  readonly state = signal<ClockState>({ now: '', offset: 0, frozen: false });
  /** When the state was read, by the time of the browser. */
  #readAt = 0;

  async load(api: Api): Promise<void> {
    this.take(await api.read<ClockState>('/__mock/clock'));
  }

  take(state: ClockState): void {
    this.#readAt = Date.now();
    this.state.value = state;
  }

  /** The time now. */
  get now(): Date {
    const { now, frozen } = this.state.value;
    return new Date(Date.parse(now) + (frozen ? 0 : Date.now() - this.#readAt));
  }

  get isReal(): boolean {
    const { offset, frozen } = this.state.value;
    return offset === 0 && !frozen;
  }
}
