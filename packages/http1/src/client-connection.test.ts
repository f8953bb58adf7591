import { expect, test } from 'bun:test';
import type { ClientConnection } from './client-connection.ts';
import type { HttpOutcome } from './http-exchange.ts';
import { memoryConnection, PLAIN_GET } from './memory-connection.ts';
import { OutputBuffer } from './output-buffer.ts';
import { RequestHeads } from './request-head.ts';

/** A connection whose round ends when the test says so, with a request that waits for that. */
function connect() {
  let endRound = (): void => {};
  const output = new OutputBuffer({
    afterRound: (task) => {
      endRound = task;
    },
    maxWaitInMillis: Number.POSITIVE_INFINITY,
  });
  const kept: ClientConnection[] = [];
  const { connection, socket } = memoryConnection(output, (one) => kept.push(one));
  const outcomes: HttpOutcome[] = [];
  new RequestHeads(output).write(PLAIN_GET);
  connection.send({ exchange: PLAIN_GET, done: (outcome) => outcomes.push(outcome), streaming: undefined });
  return { connection, socket, outcomes, kept, endRound: () => endRound() };
}

const OK = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');

test('a request goes out at the end of its round; its answer frees the connection', () => {
  const { connection, socket, outcomes, kept, endRound } = connect();
  expect(socket.sent).toBe('');
  endRound();
  expect(socket.sent).toBe('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  connection.received(OK);
  expect(outcomes).toMatchObject([{ status: 200 }]);
  expect([kept.length, socket.isDestroyed]).toEqual([1, false]);
});

test('an answer that is there before its request has gone out leaves the connection in doubt', () => {
  const { connection, socket, kept } = connect();
  connection.received(OK);
  expect([kept.length, socket.isDestroyed]).toEqual([0, true]);
});

test('a connection that is lost in the round gets no request', () => {
  const { connection, socket, outcomes, endRound } = connect();
  socket.destroy();
  connection.closed();
  endRound();
  expect(outcomes).toEqual([{ failure: 'BROKEN' }]);
  expect(socket.sent).toBe('');
});
