/** The handler written by hand on the listener that Portico's server uses. Prints its port. */
import { randomUUID } from 'node:crypto';
import { createHttpServer } from '@portico/http1';
import { Payload } from '@portico/values';
import { predictByHand } from './predict-by-hand.ts';

const predict = predictByHand(process.argv[2] ?? '');

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
      const { status, document } = predict(request.target);
      return answer(status, document);
    },
  }),
  onFailure: (failure) => console.error(failure),
});
console.log((await server.listen({ host: '127.0.0.1', port: 0 })).port);
