/**
 * Fastify on Node, a common way to put a route in front of a model: validates by schema, calls the same stub with undici,
 * maps both ways. Prints its port.
 */
import fastify from 'fastify';
import { Pool } from 'undici';

const stub = new Pool(`http://127.0.0.1:${process.argv[2]}`, { connections: 64 });
const app = fastify();

app.get(
  '/predicted-ratings/:userId',
  { schema: { querystring: { type: 'object', required: ['items'], properties: { items: { type: 'string' } } } } },
  async (request, reply) => {
    const user = Number(request.params.userId);
    const instances = request.query.items.split(',').map((item) => ({ in0: [user], in1: [Number(item)] }));
    const answer = await stub.request({
      method: 'POST',
      path: '/endpoints/movie-ratings/invocations',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ instances }),
    });
    const { predictions } = await answer.body.json();
    reply.header('Access-Control-Allow-Origin', '*');
    return { ratings: predictions.map(({ scores }) => scores[0]) };
  },
);

await app.listen({ host: '127.0.0.1', port: 0 });
console.log(app.server.address().port);
