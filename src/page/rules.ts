// By what the mock answers: its contract, and the assumptions that the contract follows.
import { batch, signal } from '@preact/signals';
import type { Assumption } from '../document/schemas.ts';
import type { Api } from './api.ts';
import { type Contract, type Form, formsOf, operationsOf } from './fields.ts';

export class Rules {
  readonly forms = signal<readonly Form[]>([]);
  /** The operations that faults can be set for. */
  readonly operations = signal<readonly string[]>([]);
  readonly assumptions = signal<readonly Assumption[]>([]);

  async load(api: Api): Promise<void> {
    const contract = await api.read<Contract>('/__mock/openapi.json');
    const { assumptions } = await api.read<{ assumptions: Assumption[] }>('/__mock/assumptions');
    batch(() => {
      this.forms.value = formsOf(contract);
      this.operations.value = operationsOf(contract);
      this.assumptions.value = assumptions;
    });
  }
}
