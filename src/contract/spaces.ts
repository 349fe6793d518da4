// The spaces of a run. Where nothing can be harmed it creates its own, otherwise it uses those it is given.

export interface Spaces {
  readonly own: string;
  /** Missing when the run has one space only. */
  readonly other?: string;
  /** Whether the names are the run's own, so that more may be made up. */
  readonly madeUp: boolean;
  /** Where a request without X-Space may land, if that may be tried. */
  readonly fallback?: string;
}

/** Long, and different only at the end, because backends cut names off. */
export const madeUp: Spaces = {
  own: 'contract_run_of_otp_settings_mock',
  other: 'contract_run_of_otp_settings_mock_2',
  madeUp: true,
  fallback: 'default_space',
};

/** More names of the run's own: each is near the own one in a way in which backends confuse names. */
export const nearNames = {
  capitals: madeUp.own.toUpperCase(),
  shorter: madeUp.own.slice(0, -1),
  letterG: `${madeUp.own}ğ`,
  letterS: `${madeUp.own}ş`,
  /** Has no settings when the run begins, and is used once. */
  empty: `${madeUp.own}_empty`,
} as const;

/** Every space that a run may write to. */
export function touchedSpaces({ own, other, madeUp: invented, fallback }: Spaces): string[] {
  const given = [own, ...(other === undefined ? [] : [other]), ...(fallback === undefined ? [] : [fallback])];
  return [...new Set([...given, ...(invented ? Object.values(nearNames) : [])])];
}
