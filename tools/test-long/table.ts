/** A test that takes too long for every change: kill loops, long fuzzing, soaks. */
export interface LongTest {
  readonly name: string;
  /** Test files, or parts of their paths, as `bun test` takes them. */
  readonly files: readonly string[];
  /** What makes it long: variables that the tests read, each with a small default. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutInMinutes: number;
}

export const LONG_TESTS: readonly LongTest[] = [
  {
    name: 'store: killed while writing',
    files: ['packages/store/src/kill.test.ts'],
    env: { PORTICO_KILLS: '500' },
    timeoutInMinutes: 10,
  },
  {
    name: 'cdk: installed into new apps',
    files: ['./packages/cdk/build/fresh-app.long.ts'],
    env: {},
    timeoutInMinutes: 20,
  },
];
