import { afterAll, beforeAll, expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Container } from '@portico/inference';
import { object2vecContainer } from '@portico/inference';
import type { Object2VecModel } from '@portico/object2vec';
import { packArtifact, writeOnnx } from '@portico/object2vec';
import { Payload } from '@portico/values';
import type { Portico } from './portico.ts';
import { cleanUp, startPortico, temporaryDirectory } from './portico.ts';

/** The same API twice: with the model in the gateway's process, and with it in a container behind HTTP. Every byte must agree. */

const USERS = 101;
const ITEMS = 101;

let inProcess: Portico;
let behindHttp: Portico;
let container: Server;

beforeAll(async () => {
  const model = productModel();
  const modelDir = temporaryDirectory();
  writeFileSync(join(modelDir, 'model.tar.gz'), packArtifact(new Map([['model.onnx', writeOnnx(model)]])));
  container = await serveContainer(object2vecContainer(model));
  const { port } = container.address() as AddressInfo;
  inProcess = await startPortico(['--model', modelDir]);
  behindHttp = await startPortico(['--endpoint', `movie-ratings=http://127.0.0.1:${port}`]);
}, 30_000);
afterAll(async () => {
  container.close();
  await cleanUp();
}, 30_000);

test('over ten thousand predictions, whole, tiny and huge ones among them', async () => {
  let whole = 0;
  let exponents = 0;
  let compared = 0;
  for (let user = 0; user < USERS; user++) {
    const items = Array.from({ length: ITEMS }, (_, item) => item);
    const [one, other] = await both(`/predicted-ratings/${user}?items=${items.join(',')}`);
    expect(one.status).toBe(200);
    expect(one).toEqual(other);
    const ratings = one.body.replace(/^\{"ratings":\[|\]\}$/g, '').split(',');
    expect(ratings).toHaveLength(ITEMS);
    compared += ratings.length;
    whole += ratings.filter((rating) => /^-?\d+\.0$/.test(rating)).length;
    exponents += ratings.filter((rating) => /E/.test(rating)).length;
  }
  expect(compared).toBe(USERS * ITEMS);
  expect(compared).toBeGreaterThan(10_000);
  // Java's way of writing Doubles reached the caller: whole ones keep their fraction, extreme ones have exponents.
  expect(whole).toBeGreaterThan(100);
  expect(exponents).toBeGreaterThan(1000);
}, 60_000);

test.each([
  ['an unknown user', `/predicted-ratings/${USERS}?items=1`],
  ['an unknown item among known ones', '/predicted-ratings/1?items=1,2,99999,3'],
  ['a negative id', '/predicted-ratings/-1?items=1'],
  ['letters', '/predicted-ratings/abc?items=1'],
  ['a fraction', '/predicted-ratings/1.5?items=1'],
  ['a quote', '/predicted-ratings/%22?items=1'],
  ['two ids in one', '/predicted-ratings/1,2?items=1'],
  ['an early end', '/predicted-ratings/1?items=1]}]}'],
  ['an empty item', '/predicted-ratings/1?items=1,,2'],
  ['text beyond ASCII', '/predicted-ratings/1?items=%C3%A9%E2%82%AC'],
  ['no items', '/predicted-ratings/1'],
])('errors: %s', async (_name, path) => {
  const [one, other] = await both(path);
  expect(one).toEqual(other);
  expect(one.body).not.toBe('');
});

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string | null;
}

async function both(path: string): Promise<readonly [Answer, Answer]> {
  const [one, other] = await Promise.all([ask(inProcess, path), ask(behindHttp, path)]);
  return [one, other];
}

async function ask(portico: Portico, path: string): Promise<Answer> {
  const requestId = '11111111-2222-4333-8444-555555555555';
  const answer = await fetch(portico.api('ratings', path), { headers: { 'x-amzn-RequestId': requestId } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, body: bytes.toString('latin1'), contentType: answer.headers.get('content-type') };
}

/** Scores are the product of two chosen numbers: one of the user, one of the item. */
function productModel(): Object2VecModel {
  const magnitudes = (count: number, step: number): Float32Array =>
    Float32Array.from({ length: count }, (_, at) => {
      const sign = at % 7 === 0 ? -1 : 1;
      if (at % 5 === 0) return sign * at;
      if (at % 5 === 1) return sign * 10 ** (((at * step) % 37) - 18);
      if (at % 5 === 2) return sign * (at + 1 / 3);
      if (at % 5 === 3) return sign / (at + 1);
      return sign * 0.5;
    });
  return objectModel(magnitudes(USERS, 11), magnitudes(ITEMS, 13));
}

function objectModel(users: Float32Array, items: Float32Array): Object2VecModel {
  const one = new Float32Array([1]);
  const encoder = (tokenEmbedding: Float32Array) => ({
    vocabSize: tokenEmbedding.length,
    maxSeqLen: 1,
    tokenEmbeddingDim: 1,
    tokenEmbedding,
    projection: one,
  });
  return {
    encoders: [encoder(users), encoder(items)],
    embeddingLength: 1,
    comparators: ['hadamard'],
    mlp: [],
    mlpActivation: 'linear',
    output: { weights: one, bias: new Float32Array([0]) },
    outputLayer: 'mean_squared_error',
    outputs: 1,
  };
}

function serveContainer(model: Container): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      if (request.method === 'GET' && request.url === '/ping') return response.end();
      const contentType = request.headers['content-type'];
      const { accept } = request.headers;
      const reply = await model.invoke({
        body: Payload.fromBytes(Buffer.concat(chunks)),
        ...(contentType === undefined ? {} : { contentType }),
        ...(accept === undefined ? {} : { accept }),
      });
      if ('failure' in reply) return response.destroy();
      response.writeHead(reply.status, { 'Content-Type': reply.contentType ?? 'application/json' });
      return response.end(reply.body.bytes());
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
