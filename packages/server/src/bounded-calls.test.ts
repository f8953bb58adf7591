import { describe, expect, test } from 'bun:test';
import { GatewayFault } from '@portico/api-model';
import type { HttpClient, RuntimeAnswer, SageMakerRuntime } from '@portico/gateway';
import { Payload } from '@portico/values';
import { boundCalls } from './bounded-calls.ts';

type HttpOutcome = Awaited<ReturnType<HttpClient['send']>>;

const CALL = {
  url: { protocol: 'http:', hostname: 'h', port: '', target: '/' },
  httpMethod: 'GET',
  headers: [],
  body: undefined,
  timeoutInMillis: 1000,
  maxResponseBytes: 1000,
  maxResponseHeaderBytes: 1000,
  insecureSkipVerification: false,
} as const;

/** A client whose calls end when the test says so. */
function waitingClient() {
  const waiting: { resolve: (outcome: HttpOutcome) => void; reject: (failure: Error) => void }[] = [];
  const client: HttpClient = {
    send: () => new Promise((resolve, reject) => waiting.push({ resolve, reject })),
    stream: async () => ({
      status: 200,
      headers: [],
      body: (async function* () {
        yield new Uint8Array(1);
        yield new Uint8Array(1);
      })(),
    }),
  };
  return { client, waiting };
}

async function typeOf(call: Promise<unknown>): Promise<unknown> {
  const thrown = await call.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  return thrown instanceof GatewayFault ? thrown.responseType : thrown;
}

test('a call beyond the bound is THROTTLED at once, and one that ends makes room, however it ends', async () => {
  const { client, waiting } = waitingClient();
  const http = boundCalls(2).http(client);
  const first = http.send(CALL);
  const second = http.send(CALL);
  expect(await typeOf(http.send(CALL))).toBe('THROTTLED');
  expect(waiting).toHaveLength(2);
  waiting[0]?.resolve({ failure: 'TIMEOUT' });
  expect(await first).toEqual({ failure: 'TIMEOUT' });
  const third = http.send(CALL);
  expect(waiting).toHaveLength(3);
  waiting[1]?.reject(new Error('broken'));
  expect(String(await typeOf(second))).toBe('Error: broken');
  const fourth = http.send(CALL);
  expect(await typeOf(http.send(CALL))).toBe('THROTTLED');
  for (const { resolve } of waiting) resolve({ failure: 'BROKEN' });
  await Promise.all([third, fourth]);
});

describe('a stream is under way until its body', () => {
  const streamed = async (http: HttpClient): Promise<AsyncIterable<Uint8Array>> => {
    const outcome = await http.stream({ ...CALL, idleTimeoutInMillis: 1000 });
    if ('failure' in outcome) throw new Error(outcome.failure);
    return outcome.body;
  };

  test('ends', async () => {
    const http = boundCalls(1).http(waitingClient().client);
    const body = await streamed(http);
    expect(await typeOf(streamed(http))).toBe('THROTTLED');
    for await (const _piece of body);
    await streamed(http);
  });

  test('is left, read or not', async () => {
    const http = boundCalls(1).http(waitingClient().client);
    for await (const _piece of await streamed(http)) break;
    await (await streamed(http))[Symbol.asyncIterator]().return?.();
    await streamed(http);
  });
});

test('an endpoint of this process counts for nothing; one that does not answer at once does', async () => {
  const answer: RuntimeAnswer = { status: 200, headers: [], body: Payload.EMPTY };
  let later = (_answer: RuntimeAnswer): void => {};
  const runtime: SageMakerRuntime = {
    invokeEndpoint: ({ endpointName }) =>
      endpointName === 'here' ? answer : new Promise((resolve) => (later = resolve)),
  };
  const sagemaker = boundCalls(1).sagemaker(runtime);
  const invoke = (endpointName: string) =>
    sagemaker.invokeEndpoint({
      endpointName,
      accountId: '',
      region: '',
      body: Payload.EMPTY,
      headers: new Map(),
    });
  for (let count = 0; count < 3; count++) expect(invoke('here')).toBe(answer);
  const away = invoke('away');
  expect(() => invoke('away')).toThrow(GatewayFault);
  later(answer);
  expect(await away).toBe(answer);
  expect(invoke('here')).toBe(answer);
});
