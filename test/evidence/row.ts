// What is proved: one row for each statement, assumption and request of a provider, with its proofs.

/** A test by its file and its title, as it is written there. */
export interface Proof {
  readonly file: string;
  readonly title: string;
}

export const kinds = ['mock', 'checks', 'faults', 'clients'] as const;
export type Kind = (typeof kinds)[number];

export interface Row {
  readonly what: string;
  /** Tests that the mock does it. */
  readonly mock: readonly Proof[];
  /** Ids of the checks of a contract run. */
  readonly checks: readonly string[];
  /** Names of backends, or changes of the mock, that do it wrong or otherwise and are found. */
  readonly faults: readonly string[];
  /** Names of clients that nobody has changed for the mock. */
  readonly clients: readonly string[];
  /** Why a kind of proof is missing. */
  readonly reasons: Readonly<Partial<Record<Kind, string>>>;
}

/** Kinds that have neither a proof nor a reason, or both. */
export function flawsOf(row: Row): string[] {
  return kinds.flatMap((kind) => {
    const hasReason = row.reasons[kind] !== undefined;
    if (row[kind].length === 0 && !hasReason) return [`${row.what}: ${kind} has neither a proof nor a reason`];
    return row[kind].length > 0 && hasReason ? [`${row.what}: ${kind} has a proof, and a reason for none`] : [];
  });
}
