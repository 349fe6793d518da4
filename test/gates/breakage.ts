// What is broken on purpose: one change of one file, the command of a pipeline that has to fail then, and what it says.

export interface Breakage {
  readonly name: string;
  /** What is wrong afterwards, in one sentence. */
  readonly fault: string;
  readonly file: string;
  /** The text that is there once, and the one that replaces it. */
  readonly change: readonly [from: string, to: string];
  /** The script of package.json, or the command of npm, that has to fail. */
  readonly gate: string;
  /** The room of test whose tests find it, where the gate runs tests. */
  readonly room?: string;
  readonly command: string;
  /** What the output of the command has to show. */
  readonly says: RegExp;
}

const vitest = (file: string): string => `npx vitest run --config .config/vitest.config.ts test/${file}`;

type Tested = Omit<Breakage, 'gate' | 'room' | 'command'> & {
  /** Below test. */
  readonly by: string;
  /** Whether the tests look at what is built. */
  readonly isBuilt?: boolean;
};

/** What tests find. A script of package.json may run them in a long form of its own. */
export function foundByTests({ by, isBuilt = false, ...rest }: Tested, gate = gateOf(by)): Breakage {
  const command = `${isBuilt ? 'npm run build && ' : ''}${vitest(by)}`;
  return { ...rest, gate, room: by.split('/')[0] ?? '', command };
}

const gateOf = (file: string): string => (file.includes('.slow.') ? 'test:all' : 'test:unit');

/** What a script of package.json finds without tests. */
export function foundBy(gate: string, rest: Omit<Breakage, 'gate' | 'command'>): Breakage {
  return { ...rest, gate, command: `npm run ${gate}` };
}
