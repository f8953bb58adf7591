/** One answer by `Bun.serve`. Prints its port. */
import { ANSWER, HEADERS } from './answer.ts';

const headers = HEADERS.map(([name, value]): [string, string] => [name, value]);
const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response(ANSWER, { headers }) });
console.log(server.port);
