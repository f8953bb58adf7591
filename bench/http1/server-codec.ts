/** One answer by the codec of ours, on whatever runtime runs this. Prints its port. */
import { createHttpServer } from '@portico/http1';
import { ANSWER, HEADERS } from './answer.ts';

const body = Buffer.from(ANSWER);
const response = { status: 200, headers: HEADERS, body: { bytes: () => body } };
const server = createHttpServer({
  onHead: () => ({ maxBodyBytes: 10_485_760, tooLarge: () => response, handle: () => response }),
  onFailure: (failure) => console.error(failure),
});
console.log((await server.listen({ host: '127.0.0.1', port: 0 })).port);
