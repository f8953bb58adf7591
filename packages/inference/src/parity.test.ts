import { afterAll, beforeAll, expect, test } from 'bun:test';
import { seededRandom } from '@portico/object2vec';
import type { Value } from '@portico/values';
import {
  formatDouble,
  HostObject,
  JavaBigDecimal,
  JavaDouble,
  JavaList,
  JavaLong,
  JavaMap,
  jsonDouble,
  Payload,
} from '@portico/values';
import { signRequest } from '@portico/wire';
import type { Container, ContainerReply } from './container.ts';
import { createEndpointRegistry } from './endpoint-registry.ts';
import { httpContainer } from './http-container.ts';
import type { InvokeEndpointReply, InvokeEndpointRequest, SageMakerRuntime } from './invocation.ts';
import { object2vecContainer } from './object2vec/object2vec-container.ts';
import { remoteSageMakerRuntime } from './remote-sagemaker-runtime.ts';
import { createSageMakerRuntime } from './sagemaker-runtime.ts';
import type { Listening } from './testing/listen.ts';
import { ACCOUNT_ID, KEY, serveContainer, serveRuntime } from './testing/listen.ts';
import { DOT_PRODUCT } from './testing/small-model.ts';

// One model, served in process, as a container behind HTTP, and through SageMaker Runtime over HTTP: the same answers,
// byte for byte and value for value.

/** Of each container. */
const ANSWERS = 5000;
const IN_FLIGHT = 16;
const REGION = 'eu-west-1';

/** Answers with the doubles that the request names by number: what a trained model never says. */
const chosenDoubles: Container = {
  invoke({ body }): ContainerReply {
    const [first = 0, count = 0] = body.text().split(' ').map(Number);
    const doubles = DOUBLES.slice(first, first + count);
    const scores = doubles.map(jsonDouble);
    const prediction = JavaMap.of([['scores', new JavaList(scores, 'json')]]);
    const text = `{"predictions":[{"scores":[${doubles.map(formatDouble).join(',')}]}]}`;
    const value = JavaMap.of([['predictions', new JavaList([prediction], 'json')]]);
    return { status: 200, contentType: 'application/json', body: Payload.fromValue(value, () => text) };
  },
};

const DOUBLES = chooseDoubles(ANSWERS);

const containers: Readonly<Record<string, Container>> = {
  doubles: chosenDoubles,
  object2vec: object2vecContainer(DOT_PRODUCT),
};

const servers: Listening[] = [];
const runtimes: [string, SageMakerRuntime][] = [];

beforeAll(async () => {
  const inProcess = runtimeOver(containers);
  const behindHttp: Record<string, Container> = {};
  for (const [name, container] of Object.entries(containers)) {
    const server = await serveContainer(container);
    servers.push(server);
    behindHttp[name] = httpContainer({ url: server.url });
  }
  const server = await serveRuntime(inProcess);
  servers.push(server);
  const remote = remoteSageMakerRuntime({
    url: server.url,
    sign: (request, region) => signRequest(request, { ...KEY, region, service: 'sagemaker', now: Date.now() }),
    requestId: () => 'id',
    reportFailure: fail,
  });
  runtimes.push(['in process', inProcess], ['container behind HTTP', runtimeOver(behindHttp)], ['remote', remote]);
});

afterAll(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]();
});

test(
  `${ANSWERS} answers with doubles of all kinds`,
  async () => {
    const requests = DOUBLES.map((_, index) => invocation('doubles', `${index} ${1 + (index % 3)}`));
    const statuses = await compareAll(requests);
    expect(statuses).toEqual(new Map([[200, ANSWERS]]));
  },
  { timeout: 60_000 },
);

test(
  `${ANSWERS} answers of object2vec: scores, embeddings, lines, errors`,
  async () => {
    const random = seededRandom(7);
    const requests = Array.from({ length: ANSWERS }, () => object2vecRequest(() => random.next()));
    const statuses = await compareAll(requests);
    expect([...statuses.keys()].sort()).toEqual([200, 400, 424]);
    for (const count of statuses.values()) expect(count).toBeGreaterThan(ANSWERS / 50);
  },
  { timeout: 60_000 },
);

function runtimeOver(served: Readonly<Record<string, Container>>): SageMakerRuntime {
  const endpoints = createEndpointRegistry();
  for (const [name, container] of Object.entries(served)) {
    const variants = [{ variantName: 'AllTraffic', weight: 1, container }];
    endpoints.put({ name, accountId: ACCOUNT_ID, region: REGION, variants });
  }
  return createSageMakerRuntime({ endpoints, requestId: () => 'id', reportFailure: fail });
}

function fail(failure: unknown): never {
  throw failure;
}

function invocation(endpointName: string, body: string, types: Partial<InvokeEndpointRequest> = {}) {
  const headers = new Map<string, string>();
  return { endpointName, accountId: ACCOUNT_ID, region: REGION, body: Payload.fromText(body), headers, ...types };
}

/** How many replies there were of each status. */
async function compareAll(requests: readonly InvokeEndpointRequest[]): Promise<ReadonlyMap<number, number>> {
  const statuses = new Map<number, number>();
  const queue = requests.values();
  const worker = async (): Promise<void> => {
    for (const request of queue) {
      const replies = await Promise.all(runtimes.map(([, runtime]) => runtime.invokeEndpoint(request)));
      const [first, ...others] = replies.map(described);
      for (const [index, other] of others.entries()) {
        if (other !== first) expect([runtimes[index + 1]?.[0], other]).toEqual([runtimes[0]?.[0], first]);
      }
      const status = replies[0]?.status ?? 0;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return statuses;
}

/** Everything that a caller, or a template of the gateway, could see of a reply. */
function described({ status, headers, body }: InvokeEndpointReply): string {
  const value = body.value();
  const bytes = Buffer.from(body.bytes()).toString('latin1');
  return JSON.stringify([status, headers, value === undefined ? 'not JSON' : typed(value), bytes, body.text()]);
}

/** A value with its Java types. */
function typed(value: Value): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return `${Number.isInteger(value) ? 'Integer' : 'Double'} ${value}`;
  if (typeof value === 'bigint') return `BigInteger ${value}`;
  if (value instanceof JavaDouble) return `Double ${Object.is(value.value, -0) ? '-0' : value.value}`;
  if (value instanceof JavaLong) return `Long ${value.value}`;
  if (value instanceof JavaList) return { [value.kind]: value.items.map(typed) };
  if (value instanceof JavaBigDecimal) return `BigDecimal ${value.name}`;
  if (value instanceof HostObject) throw new Error('a reply holds no host object');
  return [...value.entries()].map(([key, member]) => [typed(key), typed(member)]);
}

function object2vecRequest(random: () => number): InvokeEndpointRequest {
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(choices: readonly [T, ...T[]]): T => choices[below(choices.length)] ?? choices[0];
  // Mostly ids that there are; sometimes one past the end, or many tokens.
  const tokens = (vocabSize: number): number[] =>
    Array.from({ length: 1 + below(3) }, () => below(vocabSize + (random() < 0.05 ? 2 : 0)));
  const keys = pick(['both', 'both', 'both', 'in0', 'in1']);
  const instances = Array.from({ length: 1 + below(4) }, () => ({
    ...(keys !== 'in1' && { in0: tokens(4) }),
    ...(keys !== 'in0' && { in1: tokens(5) }),
  }));
  const contentType = pick(['application/json', 'application/json', 'application/jsonlines', 'text/csv']);
  const text =
    contentType === 'application/jsonlines'
      ? instances.map((instance) => JSON.stringify(instance)).join('\n')
      : JSON.stringify({ instances });
  const body = random() < 0.1 ? text.slice(0, below(text.length)) : text;
  const accept = pick([undefined, 'application/json', 'application/jsonlines', 'text/html']);
  const name = random() < 0.05 ? 'unknown' : 'object2vec';
  return invocation(name, body, { contentType, ...(accept !== undefined && { accept }) });
}

/** Whole numbers, tiny and huge ones, the borders of formats, and random bit patterns. */
function chooseDoubles(count: number): readonly number[] {
  const special = [
    ...[0, -0, 1, -1, 4, 0.1, 0.5, 1 / 3, 1e-3, 9.999e-4, 1e-5, 1e7, 9999999, 9999999.5, 1e10, 123456789, 1e21, 1e22],
    ...[2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53, 2 ** 53 + 2, 2 ** 63, 1.7976931348623157e308, 5e-324, -5e-324],
    ...[2.2250738585072014e-308, 1.1754943508222875e-38, 3.4028234663852886e38, 3.047305107116699, 1e23, 2e-3, 100],
  ];
  const random = seededRandom(11);
  const view = new DataView(new ArrayBuffer(8));
  const doubles = [...special];
  while (doubles.length < count) {
    view.setUint32(0, random.next() * 2 ** 32);
    view.setUint32(4, random.next() * 2 ** 32);
    const bits = view.getFloat64(0);
    doubles.push(...[bits, Math.fround(random.next() * 5), Math.round(random.next() * 1e6)].filter(Number.isFinite));
  }
  return doubles.slice(0, count);
}
