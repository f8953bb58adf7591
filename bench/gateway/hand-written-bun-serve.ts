/** The handler written by hand on `Bun.serve`, which loses what a gateway must keep (decision 6). Prints its port. */
import { randomUUID } from 'node:crypto';
import { predictByHand } from './predict-by-hand.ts';

const predict = predictByHand(process.argv[2] ?? '');

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch(request) {
    const { status, document } = predict(request.url);
    return new Response(JSON.stringify(document), {
      status,
      headers: {
        'Content-Type': 'application/json',
        'Access-Control-Allow-Origin': '*',
        'x-amzn-RequestId': randomUUID(),
      },
    });
  },
});
console.log(server.port);
