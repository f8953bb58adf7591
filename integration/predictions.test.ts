import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import {
  InvokeEndpointCommand,
  InvokeEndpointWithResponseStreamCommand,
  SageMakerRuntimeClient,
} from '@aws-sdk/client-sagemaker-runtime';
import type { Portico } from './portico.ts';
import { cleanUp, startPortico } from './portico.ts';

let portico: Portico;
let sagemaker: SageMakerRuntimeClient;

beforeAll(async () => {
  portico = await startPortico();
  sagemaker = new SageMakerRuntimeClient({
    endpoint: portico.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
}, 30_000);
afterAll(async () => {
  sagemaker.destroy();
  await cleanUp();
}, 30_000);

async function invoke(payload: unknown, contentType = 'application/json', endpointName = 'movie-ratings') {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const answer = await sagemaker.send(
    new InvokeEndpointCommand({ EndpointName: endpointName, ContentType: contentType, Body: body }),
  );
  return { ...answer, text: new TextDecoder().decode(answer.Body) };
}

describe('the deployed API', () => {
  test('answers one rating for each film, in order, as the model itself predicts them', async () => {
    const answer = await fetch(portico.api('ratings', '/predicted-ratings/321?items=101,131,162'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    const { ratings } = (await answer.json()) as { ratings: number[] };
    const direct = await invoke({ instances: [101, 131, 162].map((item) => ({ in0: [321], in1: [item] })) });
    const { predictions } = JSON.parse(direct.text) as { predictions: { scores: [number] }[] };
    expect(ratings).toEqual(predictions.map(({ scores }) => scores[0]));
    for (const rating of ratings) expect(rating).toBeWithin(0.5, 5.5);
    expect(new Set(ratings).size).toBe(3);
  });

  test('predicts differently for other users and films', async () => {
    const seen = new Set<string>();
    for (const user of [321, 863, 278, 705]) {
      const answer = await fetch(portico.api('ratings', `/predicted-ratings/${user}?items=882,311,578`));
      expect(answer.status).toBe(200);
      seen.add(await answer.text());
    }
    expect(seen.size).toBe(4);
  });

  test('carries the headers of the service', async () => {
    const answer = await fetch(portico.api('ratings', '/predicted-ratings/321?items=101'));
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('x-amz-apigw-id')).toMatch(/=$/);
    expect(answer.headers.get('x-amzn-trace-id')).toMatch(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=[01]$/,
    );
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  test.each([
    ['no items', '/predicted-ratings/321', 400, 'Missing required request parameters: [items]'],
    ['blank items', '/predicted-ratings/321?items=', 400, 'Missing required request parameters: [items]'],
    ['an unknown path', '/nothing/here', 403, 'Missing Authentication Token'],
  ])('%s is refused by the gateway itself, readable from another origin', async (_name, path, status, message) => {
    const answer = await fetch(portico.api('ratings', path));
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as { message: string }).message).toBe(message);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('x-amzn-errortype')).toBeTruthy();
  });

  test.each([
    ['an unknown film', '/predicted-ratings/321?items=999999'],
    ['an unknown user', '/predicted-ratings/99999999?items=101'],
    ['a quote in the user id', '/predicted-ratings/%22?items=101'],
    ['brackets in the items', '/predicted-ratings/321?items=1]}'],
    ['letters in the items', '/predicted-ratings/321?items=abc'],
  ])("%s: an error of the API's own words, without account, ARN or log names", async (_name, path) => {
    const answer = await fetch(portico.api('ratings', path));
    expect([400, 502]).toContain(answer.status);
    const text = await answer.text();
    expect(JSON.parse(text)).toHaveProperty('message');
    expect(text).not.toMatch(/arn:|000000000000|logEventViewer|cloudwatch|primary/i);
  });

  test('answers a preflight and the list of films without a backend', async () => {
    const preflight = await fetch(portico.api('ratings', '/predicted-ratings/321'), { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('GET');
    const movies = await fetch(portico.api('ratings', '/movies'));
    expect(movies.status).toBe(200);
    const listed = JSON.stringify(await movies.json());
    for (const id of [101, 131, 162, 882, 311, 578]) expect(listed).toContain(`"id":${id}`);
  });

  test('is the same API by Host, by path and by the short path', async () => {
    const path = '/predicted-ratings/321?items=101,131';
    const byPath = await (await fetch(portico.api('ratings', path))).text();
    const short = await (await fetch(`${portico.url}/_aws/execute-api/ratings/test${path}`)).text();
    const byHost = await fetch(`${portico.url}/test${path}`, {
      headers: { Host: `ratings.execute-api.localhost:${portico.port}` },
    });
    expect(short).toBe(byPath);
    expect(await byHost.text()).toBe(byPath);
  });

  test('an unknown API or stage is Forbidden', async () => {
    for (const [api, stage] of [
      ['nosuchapi', 'test'],
      ['ratings', 'nosuchstage'],
    ] as const) {
      const answer = await fetch(portico.api(api, '/movies', stage));
      expect(answer.status).toBe(403);
      expect(await answer.text()).toBe('{"message":"Forbidden"}');
    }
  });

  test('a thousand concurrent requests all get their own answer', async () => {
    const users = Array.from({ length: 1000 }, (_, at) => (at % 943) + 1);
    const answers = await Promise.all(
      users.map(async (user) => (await fetch(portico.api('ratings', `/predicted-ratings/${user}?items=101`))).text()),
    );
    const expected = new Map<number, string>();
    for (const [at, user] of users.entries()) {
      const answer = answers[at] ?? '';
      expect(JSON.parse(answer).ratings).toHaveLength(1);
      expect(expected.get(user) ?? answer).toBe(answer);
      expected.set(user, answer);
    }
    expect(new Set(answers).size).toBeGreaterThan(500);
  });
});

describe('InvokeEndpoint through the AWS SDK', () => {
  test('JSON in, JSON out, with the variant named', async () => {
    const answer = await invoke({ instances: [{ in0: [321], in1: [101] }] });
    expect(answer.ContentType).toBe('application/json');
    expect(answer.InvokedProductionVariant).toBe('AllTraffic');
    expect(JSON.parse(answer.text).predictions).toHaveLength(1);
  });

  test('JSON Lines in, JSON Lines out', async () => {
    const answer = await invoke('{"in0":[321],"in1":[101]}\n{"in0":[321],"in1":[131]}', 'application/jsonlines');
    const lines = answer.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { scores: number[] });
    expect(lines).toHaveLength(2);
    for (const { scores } of lines) expect(scores).toHaveLength(1);
  });

  test('embeddings of one side', async () => {
    const answer = await invoke({ instances: [{ in1: [101] }, { in1: [131] }] });
    const { predictions } = JSON.parse(answer.text) as { predictions: { embeddings: number[] }[] };
    expect(predictions).toHaveLength(2);
    expect(predictions[0]?.embeddings.length).toBeGreaterThan(1);
    expect(predictions[0]?.embeddings).not.toEqual(predictions[1]?.embeddings);
  });

  test.each([
    ['an unknown id', '{"instances":[{"in0":[321],"in1":[99999]}]}'],
    ['a wrong shape', '{"instances":{"in0":[321]}}'],
    ['broken JSON', '{"instances":['],
    ['scores and embeddings mixed', '{"instances":[{"in0":[1],"in1":[1]},{"in0":[1]}]}'],
  ])("%s is a ModelError with the container's status and message", async (_name, body) => {
    const failure = await invoke(body).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'ModelError', OriginalStatusCode: 400, $metadata: { httpStatusCode: 424 } });
    expect((failure as { OriginalMessage: string }).OriginalMessage).not.toBe('');
    expect((failure as { LogStreamArn: string }).LogStreamArn).toContain('/aws/sagemaker/Endpoints/movie-ratings');
  });

  test('an unknown endpoint is a ValidationError', async () => {
    const failure = await invoke({}, 'application/json', 'nobody').catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: 'ValidationError',
      message: 'Endpoint nobody of account 000000000000 not found.',
    });
  });

  test('an oversized body is 413', async () => {
    const failure = await invoke('x'.repeat(26_214_401)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ $metadata: { httpStatusCode: 413 } });
  });

  test.each([
    ['a wrong secret', { accessKeyId: 'test', secretAccessKey: 'wrong' }, 'InvalidSignatureException'],
    ['an unknown key', { accessKeyId: 'AKIDUNKNOWN', secretAccessKey: 'test' }, 'UnrecognizedClientException'],
  ])('%s is refused', async (_name, credentials, name) => {
    const client = new SageMakerRuntimeClient({
      endpoint: portico.url,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });
    const failure = await client
      .send(new InvokeEndpointCommand({ EndpointName: 'movie-ratings', ContentType: 'application/json', Body: '{}' }))
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name, $metadata: { httpStatusCode: 403 } });
    client.destroy();
  });

  test('an unsigned request is refused', async () => {
    const answer = await fetch(`${portico.url}/endpoints/movie-ratings/invocations`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
  });
});

describe('an answer as an event stream', () => {
  const ask = (count: number, EndpointName = 'movie-ratings') =>
    sagemaker.send(
      new InvokeEndpointWithResponseStreamCommand({
        EndpointName,
        ContentType: 'application/json',
        Accept: 'application/jsonlines',
        Body: JSON.stringify({ instances: Array.from({ length: count }, () => ({ in0: [321], in1: [101] })) }),
      }),
    );

  test.each([
    [1, 1],
    [20_000, 5],
  ])('%i predictions come whole, in parts', async (count, leastParts) => {
    const { Body, ContentType, InvokedProductionVariant } = await ask(count);
    const parts: Uint8Array[] = [];
    for await (const { PayloadPart } of Body ?? []) if (PayloadPart?.Bytes !== undefined) parts.push(PayloadPart.Bytes);
    const lines = Buffer.concat(parts).toString().trim().split('\n');
    expect([ContentType, InvokedProductionVariant]).toEqual(['application/jsonlines', 'AllTraffic']);
    expect(lines).toEqual(Array.from({ length: count }, () => '{"scores":[3.4975595474243164]}'));
    expect(parts.length).toBeGreaterThanOrEqual(leastParts);
  });

  test('an error is one as without a stream', async () => {
    expect(await ask(1, 'nobody').catch((error: unknown) => error)).toMatchObject({
      name: 'ValidationError',
      message: 'Endpoint nobody of account 000000000000 not found.',
    });
  });
});
