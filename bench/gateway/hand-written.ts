/**
 * What one would write without a gateway: a handler that validates, predicts and answers, on the listener and with the model that
 * Portico's server uses. Prints its port.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createHttpServer } from '@portico/http1';
import { compileObject2Vec, readOnnx, unpackArtifact } from '@portico/object2vec';
import { Payload } from '@portico/values';

const artifact = process.argv[2];
if (artifact === undefined) throw new Error('usage: hand-written.ts model.tar.gz');
const graph = unpackArtifact(readFileSync(artifact)).get('model.onnx');
if (graph === undefined) throw new Error(`${artifact} holds no model.onnx`);
const model = compileObject2Vec(readOnnx(graph));

function answer(status: number, document: unknown) {
  return {
    status,
    headers: [
      ['Content-Type', 'application/json'],
      ['Access-Control-Allow-Origin', '*'],
      ['x-amzn-RequestId', randomUUID()],
    ] as const,
    body: Payload.fromText(JSON.stringify(document)),
  };
}

const server = createHttpServer({
  onHead: (request) => ({
    maxBodyBytes: 1024,
    tooLarge: () => answer(413, { message: 'Request Too Long' }),
    handle() {
      const url = new URL(request.target, 'http://localhost');
      const userId = /^\/predicted-ratings\/(\d+)$/.exec(url.pathname)?.[1];
      const items = url.searchParams.get('items');
      if (userId === undefined) return answer(404, { message: 'Not found' });
      if (items === null || items === '')
        return answer(400, { message: 'Missing required request parameters: [items]' });
      const ids = items.split(',').map(Number);
      const user = [Number(userId)];
      const scores = model.scores(
        ids.map(() => user),
        ids.map((id) => [id]),
      );
      return answer(200, { ratings: Array.from(scores) });
    },
  }),
  onFailure: (failure) => console.error(failure),
});
console.log((await server.listen({ host: '127.0.0.1', port: 0 })).port);
