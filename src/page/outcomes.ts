// The outcomes of actions: shown where each was started and, if it succeeded, for a while in a corner, with a link to the result.
import { signal } from '@preact/signals';
import type { Place } from './place.ts';

export interface Outcome {
  readonly text: string;
  readonly isBad?: boolean;
  /** What it has made: a message or a request. */
  readonly link?: { readonly label: string; readonly place: Partial<Place> };
  /** Takes it back. */
  readonly undo?: () => Promise<void>;
}

export interface Toast extends Outcome {
  readonly id: number;
  /** Of what was done. */
  readonly action: string;
}

/** How long a toast stays, in milliseconds; longer where there is something to do about it. */
const times = { plain: 6_000, withUndo: 20_000 };
/** How many stay at a time. */
const most = 3;

export class Outcomes {
  /** The last outcome of each action, by its name. */
  readonly last = signal<Readonly<Record<string, Outcome>>>({});
  readonly toasts = signal<readonly Toast[]>([]);
  #given = 0;

  say(action: string, outcome: Outcome): void {
    const toast = { ...outcome, action, id: (this.#given += 1) };
    this.last.value = { ...this.last.value, [action]: outcome };
    if (outcome.isBad) return; // an error stands once, where the action was started
    this.toasts.value = [...this.toasts.value, toast].slice(-most);
    setTimeout(() => this.close(toast.id), outcome.undo || outcome.link ? times.withUndo : times.plain);
  }

  /** Clears the outcome of an action. */
  forget(action: string): void {
    const { [action]: _gone, ...kept } = this.last.value;
    this.last.value = kept;
  }

  close(id: number): void {
    this.toasts.value = this.toasts.value.filter((toast) => toast.id !== id);
  }
}
