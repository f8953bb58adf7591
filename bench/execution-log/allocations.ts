/**
 * What the sample's request allocates in the pipeline, on V8, which tells exactly: `allocations.ts OFF|ERROR|INFO`. Prints JSON.
 * Run by main.ts with a young generation so large that nothing is collected meanwhile.
 */
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import { compileApi, PathAndQuery } from '@portico/api-compiler';
import { importOpenApi } from '@portico/api-model';
import { compileStage, invoke, receive, requestIds } from '@portico/gateway';
import { Payload } from '@portico/values';

const level = process.argv[2];
const REQUESTS = 2000;
const OWNER = { accountId: '000000000000', region: 'us-east-1' };

const text = readFileSync(
  fileURLToPath(new URL('../../packages/server/sample/ratings.openapi.yaml', import.meta.url)),
  'utf8',
);
let ids = 0;
const { api } = importOpenApi(text, {
  apiId: 'ratings',
  ids: () => `id${ids++}`,
  aws: { ...OWNER, partition: 'aws' },
});
if (api === undefined) throw new Error('the sample cannot be imported');
const compiled = compileApi({ id: 'd', createdDate: 0, api: { ...api, createdDate: 0 } });
const answer = '{"predictions":[{"scores":[3.04]},{"scores":[3.58]},{"scores":[3.21]}]}';
let logged = 0;
const unused = (): never => {
  throw new Error('not asked for here');
};
const stage = compileStage(
  {
    restApiId: 'ratings',
    stageName: 'test',
    deploymentId: 'd',
    variables: {},
    methodSettings: {},
    cacheClusterEnabled: false,
    tracingEnabled: false,
    createdDate: 0,
    lastUpdatedDate: 0,
    tags: {},
  },
  OWNER,
  compiled,
  {
    sagemaker: { invokeEndpoint: () => ({ status: 200, headers: [], body: Payload.fromText(answer) }) },
    http: { send: unused, stream: unused },
    awsServices: { send: unused },
    now: Date.now,
    randomHex: (into, at, digits) => void into.fill(0x30, at, at + digits),
    executionLogs: {
      write({ lines }) {
        logged += lines.length;
      },
    },
  },
  level === 'INFO' || level === 'ERROR' ? { level, dataTrace: level === 'INFO' } : undefined,
);

const address = {
  apiId: 'ratings',
  stageName: 'test',
  belowStage: PathAndQuery.parse('/predicted-ratings/321?items=101,131,162'),
};
const request = {
  httpMethod: 'GET',
  rawTarget: '/restapis/ratings/test/_user_request_/predicted-ratings/321?items=101,131,162',
  headers: [['Host', 'localhost']] as const,
  host: 'localhost',
  sourceIp: '127.0.0.1',
  receivedAtInMillis: 0,
  body: new Uint8Array(),
};
const sameIds = requestIds('r', 'e');

function once(): void {
  const reply = invoke(
    stage,
    receive(address, request, () => sameIds),
  );
  if (reply instanceof Promise || reply.status !== 200) throw new Error('an answer at once was expected');
}

for (let count = 0; count < 50_000; count++) once();
const inLog = sampled(() => {
  for (let count = 0; count < REQUESTS; count++) once();
});
globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
for (let count = 0; count < REQUESTS; count++) once();
const bytes = process.memoryUsage().heapUsed - before;
console.log(JSON.stringify({ bytesEach: bytes / REQUESTS, logBytesEach: inLog / REQUESTS, logged: logged > 0 }));

interface Node {
  readonly callFrame: { readonly url: string };
  readonly selfSize: number;
  readonly children: readonly Node[];
}

/** Bytes that functions of execution-log.ts allocate during `work`: every allocation is a sample. */
function sampled(work: () => void): number {
  const session = new Session();
  session.connect();
  const options = {
    samplingInterval: 1,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  };
  session.post('HeapProfiler.startSampling', options);
  work();
  let bytes = 0;
  let total = 0;
  const add = ({ callFrame, selfSize, children }: Node): void => {
    total += selfSize;
    if (callFrame.url.endsWith('/execution-log.ts')) bytes += selfSize;
    for (const child of children) add(child);
  };
  session.post('HeapProfiler.stopSampling', (error, { profile }) => {
    if (error !== null) throw error;
    add(profile.head);
  });
  if (total < REQUESTS) throw new Error('the profiler saw nothing');
  return bytes;
}
