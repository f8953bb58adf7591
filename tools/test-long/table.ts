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
  {
    name: 'server: memory over a million requests',
    files: ['./integration/million-requests.long.ts'],
    env: { PORTICO_REQUESTS: '1000000' },
    timeoutInMinutes: 20,
  },
  {
    name: 's3: an object of a gigabyte',
    files: ['integration/s3.test.ts'],
    env: { PORTICO_S3_MB: '1024' },
    timeoutInMinutes: 20,
  },
  {
    name: 'vtl: a million generated templates',
    files: ['packages/vtl/src/security.test.ts'],
    env: { PORTICO_VTL_FUZZ: '1000000' },
    timeoutInMinutes: 30,
  },
  {
    name: 'http1: a million mutated requests',
    files: ['packages/http1/src/fuzz.test.ts'],
    env: { PORTICO_HTTP_FUZZ: '1000000' },
    timeoutInMinutes: 20,
  },
  {
    name: 'http1: framing beside nginx',
    files: ['packages/http1/src/nginx.test.ts'],
    env: { PORTICO_HTTP_NGINX: '20000' },
    timeoutInMinutes: 20,
  },
];
