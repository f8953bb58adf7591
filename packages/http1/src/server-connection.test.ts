import { expect, test } from 'bun:test';
import { statusesOf } from './conformance-case.ts';
import type { HttpRequest, HttpRequestHandler, HttpResponse } from './http-message.ts';
import type { HttpServerOptions } from './http-server.ts';
import { createHttpServer } from './http-server.ts';
import { AT_ONCE, MemorySocket } from './memory-socket.ts';
import type { ServerConnection } from './server-connection.ts';

const THROWS = (): never => {
  throw new Error('broken');
};

/** A server whose rounds end when the test says so. */
function connectMany(
  handle: HttpRequestHandler['handle'],
  maxWaitInMillis = Number.POSITIVE_INFINITY,
  more?: (request: HttpRequest) => ReturnType<HttpServerOptions['onHead']> | undefined,
) {
  let waiting: (() => void)[] = [];
  const server = createHttpServer({
    rounds: { afterRound: (task) => waiting.push(task), maxWaitInMillis },
    onHead: (request) => more?.(request) ?? { maxBodyBytes: 1000, tooLarge: () => answer('too large', 413), handle },
    onFailure: THROWS,
  });
  return {
    server,
    connect() {
      const socket = new MemorySocket();
      const events = server.accept(socket);
      socket.events = events;
      return { socket, send: (text: string) => events.received(Buffer.from(text, 'latin1')) };
    },
    endRound() {
      const tasks = waiting;
      waiting = [];
      for (const task of tasks) task();
      return tasks.length;
    },
  };
}

type Handle = (request: HttpRequest, body: string) => HttpResponse | Promise<HttpResponse>;

function connect(handle: Handle, onHead?: (request: HttpRequest) => HttpRequestHandler) {
  const failures: unknown[] = [];
  const server = createHttpServer({
    rounds: AT_ONCE,
    onHead:
      onHead ??
      ((request) => ({
        maxBodyBytes: 1_000_000,
        tooLarge: () => answer('too large', 413),
        handle: (body) => handle(request, Buffer.from(body).toString()),
      })),
    onFailure: (failure) => failures.push(failure),
  });
  const socket = new MemorySocket();
  const events = server.accept(socket) as ServerConnection;
  socket.events = events;
  return { server, socket, failures, send: (text: string) => events.received(Buffer.from(text, 'latin1')), events };
}

function answer(text: string, status = 200, headers: HttpResponse['headers'] = []): HttpResponse {
  return { status, headers, body: { bytes: () => Buffer.from(text) } };
}

const get = (target: string, more = ''): string => `GET ${target} HTTP/1.1\r\nHost: a\r\n${more}\r\n`;
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const undated = (text: string): string => text.replace(/^Date: .*\r\n/gm, '');

test('an answer that is no promise is written before the event ends, in one write', () => {
  const { socket, send } = connect(() =>
    answer('hi', 200, [
      ['X-a', '1'],
      ['x-A', '2'],
    ]),
  );
  send(get('/'));
  expect(undated(socket.sent)).toBe('HTTP/1.1 200 OK\r\nX-a: 1\r\nx-A: 2\r\nContent-Length: 2\r\n\r\nhi');
  expect(socket.sent).toMatch(/\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n/);
  expect(socket.writes).toBe(1);
});

test('answers to a pipeline that is there at once go out in one write', () => {
  const { socket, send } = connect(({ target }) => answer(target));
  send(get('/1') + get('/2') + get('/3'));
  expect(socket.sent.match(/^\/\d/gm)).toEqual(['/1', '/2', '/3']);
  expect(socket.writes).toBe(1);
});

test('what all connections answer in a round of the event loop goes out after it, in one write for each', () => {
  let handled = 0;
  const { connect: open, endRound } = connectMany(() => answer(`<${++handled}>`));
  const [one, two] = [open(), open()];
  const sent = (): readonly string[][] => [one, two].map(({ socket }) => socket.sent.match(/<\d>/g) ?? []);
  one.send(get('/'));
  one.send(get('/'));
  two.send(get('/'));
  expect(handled).toBe(3);
  expect(sent()).toEqual([[], []]);
  expect(endRound()).toBe(1);
  expect(sent()).toEqual([['<1>', '<2>'], ['<3>']]);
  expect([one.socket.writes, two.socket.writes]).toEqual([1, 1]);
  expect(endRound()).toBe(0);
  two.send(get('/'));
  one.send(get('/'));
  two.send(get('/'));
  expect(endRound()).toBe(1);
  expect(sent()).toEqual([
    ['<1>', '<2>', '<5>'],
    ['<3>', '<4>', '<6>'],
  ]);
});

test('answers do not wait long for what else is worked on in their round', () => {
  const { connect: open, endRound } = connectMany(() => {
    const until = performance.now() + 2;
    while (performance.now() < until);
    return answer('done');
  }, 1);
  const [one, two] = [open(), open()];
  one.send(get('/'));
  expect(one.socket.writes).toBe(0);
  two.send(get('/'));
  expect([one.socket.writes, two.socket.writes]).toEqual([1, 1]);
  one.send(get('/'));
  expect(one.socket.writes).toBe(1);
  expect(endRound()).toBe(1);
  expect(one.socket.writes).toBe(2);
});

test('answers of more than a room are not held back', () => {
  const { connect: open, endRound } = connectMany(() => answer('x'.repeat(15_000)));
  const connections = Array.from({ length: 10 }, open);
  for (const { send } of connections) send(get('/'));
  expect(connections.filter(({ socket }) => socket.writes > 0).length).toBeGreaterThanOrEqual(4);
  endRound();
  expect(connections.map(({ socket }) => statusesOf(socket.sent))).toEqual(connections.map(() => [200]));
});

test.each<[string, string, (sent: string) => void]>([
  ['the end of the connection', get('/', 'Connection: close\r\n'), (sent) => expect(sent.endsWith('whole')).toBe(true)],
  ['a stream', get('/stream'), (sent) => expect(sent.endsWith('chunked\r\n\r\n')).toBe(true)],
  ['a takeover', get('/takeover'), (sent) => expect(sent.endsWith('taken over')).toBe(true)],
  [
    'a call for the body',
    'PUT /wanted HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n',
    (sent) => expect(sent.endsWith('HTTP/1.1 100 Continue\r\n\r\n')).toBe(true),
  ],
])('does not wait for the end of the round, nor overtake what does: %s', (_what, text, check) => {
  const limits = { maxBodyBytes: 1000, tooLarge: () => answer('too large', 413) };
  const { connect: open } = connectMany(
    () => answer('whole'),
    undefined,
    ({ target }) => {
      if (target === '/stream') return { ...limits, handle: () => streamed(pieces('later')) };
      if (target === '/wanted') {
        return {
          ...limits,
          handleStream: (body) =>
            body[Symbol.asyncIterator]()
              .next()
              .then(() => answer('')),
        };
      }
      if (target !== '/takeover') return undefined;
      return {
        takeOver(socket) {
          socket.write(Buffer.from('taken over'));
          return { received() {}, drained() {}, ended() {}, closed() {} };
        },
      };
    },
  );
  const { socket, send } = open();
  send(get('/'));
  expect(socket.sent).toBe('');
  send(text);
  expect(undated(socket.sent).startsWith('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole')).toBe(true);
  check(socket.sent);
});

test('a connection that is gone before the end of the round is not written to', () => {
  const { connect: open, endRound } = connectMany(() => answer('hi'));
  const [gone, other] = [open(), open()];
  gone.send(get('/'));
  other.send(get('/'));
  gone.socket.destroy();
  endRound();
  expect([gone.socket.writes, other.socket.writes]).toEqual([0, 1]);
});

test('while a handler works, what follows waits its turn: one at a time, in order', async () => {
  const open: (() => void)[] = [];
  const seen: string[] = [];
  const { socket, send } = connect(({ target }) => {
    seen.push(target);
    return new Promise((resolve) => open.push(() => resolve(answer(target))));
  });
  send(get('/1') + get('/2') + get('/3').slice(0, 10));
  send(get('/3').slice(10));
  expect(seen).toEqual(['/1']);
  for (const expected of [
    ['/1', '/2'],
    ['/1', '/2', '/3'],
    ['/1', '/2', '/3'],
  ]) {
    open.shift()?.();
    await settled();
    expect(seen).toEqual(expected);
  }
  expect(socket.sent.match(/^\/\d/gm)).toEqual(['/1', '/2', '/3']);
});

test('a body that arrives while the request before it is worked on is read', async () => {
  let finish = (): void => {};
  const { socket, send } = connect(({ target }, body) => {
    if (target !== '/slow') return answer(`<${body}>`);
    return new Promise((resolve) => {
      finish = () => resolve(answer('<slow>'));
    });
  });
  send(get('/slow'));
  send('POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc');
  send('def');
  finish();
  await settled();
  expect(socket.sent.match(/<\w+>/g)).toEqual(['<slow>', '<abcdef>']);
});

test('a peer that sends ahead of its turn is made to wait, and goes on afterwards', async () => {
  let finish = (): void => {};
  const { socket, send } = connect(({ target }, body) => {
    if (target !== '/slow') return answer(`<${body.length}>`);
    return new Promise((resolve) => {
      finish = () => resolve(answer('<slow>'));
    });
  });
  send(get('/slow'));
  send(`POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n${'x'.repeat(50_000)}`);
  expect(socket.isPaused).toBe(false);
  send('x'.repeat(20_000));
  expect(socket.isPaused).toBe(true);
  finish();
  await settled();
  expect(socket.isPaused).toBe(false);
  send('x'.repeat(30_000));
  expect(socket.sent.match(/<\w+>/g)).toEqual(['<slow>', '<100000>']);
});

test('a reader that does not read gets no further answers until it does', async () => {
  let handled = 0;
  const { socket, send } = connect(() => {
    handled++;
    return answer('x'.repeat(50_000));
  });
  socket.isStuck = true;
  send(get('/').repeat(20));
  expect(handled).toBe(2);
  for (let round = 0; round < 20; round++) {
    socket.drain();
    await settled();
  }
  expect(handled).toBe(20);
  expect(statusesOf(socket.sent).length).toBe(20);
});

test.each([
  ['HEAD has the length and no body', 'HEAD', 200, 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n'],
  ['204 has neither', 'GET', 204, 'HTTP/1.1 204 No Content\r\n\r\n'],
  ['304 has neither', 'GET', 304, 'HTTP/1.1 304 Not Modified\r\n\r\n'],
  ['a status without a phrase', 'GET', 299, 'HTTP/1.1 299 \r\nContent-Length: 4\r\n\r\nbody'],
])('%s', (_what, method, status, expected) => {
  const { socket, send } = connect(() => answer('body', status));
  send(`${method} / HTTP/1.1\r\nHost: a\r\n\r\n`);
  expect(undated(socket.sent)).toBe(expected);
});

test("framing is the connection's: what the handler says of it is left out, a Date of its own is kept", () => {
  const { socket, send } = connect(() =>
    answer('hi', 200, [
      ['content-length', '99'],
      ['Transfer-Encoding', 'chunked'],
      ['Keep-Alive', 'x'],
      ['date', 'now'],
    ]),
  );
  send(get('/'));
  expect(socket.sent).toBe('HTTP/1.1 200 OK\r\ndate: now\r\nContent-Length: 2\r\n\r\nhi');
});

test('lines that a handler has written go out as they are, behind its headers', () => {
  const moreLines = [Buffer.from('X: 1\r\nY: 2\r\n'), Buffer.from('Z: 3\r\n')];
  const { socket, send } = connect(() => ({ ...answer('ok'), headers: [['Date', 'today']], moreLines }));
  send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(socket.sent).toBe('HTTP/1.1 200 OK\r\nDate: today\r\nX: 1\r\nY: 2\r\nZ: 3\r\nContent-Length: 2\r\n\r\nok');
});

test('a handler can end the connection', () => {
  const { socket, send } = connect(() => answer('hi', 200, [['Connection', 'close']]));
  send(get('/') + get('/'));
  expect(undated(socket.sent)).toBe('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi');
  expect(socket.isEnded).toBe(true);
});

test.each<[string, Handle, ((request: HttpRequest) => HttpRequestHandler) | undefined]>([
  ['onHead throws', THROWS, THROWS],
  ['the handler throws', THROWS, undefined],
  ['the handler rejects', () => Promise.reject(new Error('broken')), undefined],
  ['the body throws', () => ({ status: 200, headers: [], body: { bytes: THROWS } }), undefined],
  ['a header value holds a line end', () => answer('', 200, [['X', 'a\r\nY: b']]), undefined],
  [
    'a header value holds a code unit whose low octet is a line end',
    () => answer('', 200, [['X', 'a\u010aY: b']]),
    undefined,
  ],
  ['a header name holds a colon', () => answer('', 200, [['X: y', 'a']]), undefined],
  ['a header name is empty', () => answer('', 200, [['', 'a']]), undefined],
  ['a status is interim', () => answer('', 100), undefined],
  ['a status is no number', () => answer('', Number.NaN), undefined],
])('500 and the end of the connection when %s', async (_what, handle, onHead) => {
  const { socket, send, failures } = connect(handle, onHead);
  send(get('/') + get('/'));
  await settled();
  expect(statusesOf(socket.sent)).toEqual([500]);
  expect(socket.isEnded).toBe(true);
  expect(failures.length).toBe(1);
});

test('of an answer that turns out not to be sendable nothing is sent, and those before it are', () => {
  const { socket, send } = connect(({ target }) =>
    answer(target, 200, [
      ['X-Long', 'x'.repeat(100_000)],
      ['X', target === '/bad' ? '\r' : 'fine'],
    ]),
  );
  send(get('/1') + get('/2') + get('/bad') + get('/3'));
  expect(statusesOf(socket.sent)).toEqual([200, 200, 500]);
  expect(socket.sent.match(/x{100000}/g)?.length).toBe(2);
  expect(
    undated(socket.sent).endsWith(
      '/2HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    ),
  ).toBe(true);
});

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    await settled();
    yield Buffer.from(text);
  }
}

const streamed = (stream: AsyncIterable<Uint8Array>): HttpResponse => ({
  status: 200,
  headers: [['Content-Type', 'text/event-stream']],
  body: { bytes: THROWS },
  stream,
});

test('a stream is chunked, an empty piece does not end it, and the connection is kept', async () => {
  const { socket, send } = connect(({ target }) =>
    target === '/s' ? streamed(pieces('ab', '', 'c'.repeat(17))) : answer('next'),
  );
  send(get('/s') + get('/n'));
  while (!socket.sent.includes('next')) await settled();
  expect(undated(socket.sent)).toBe(
    'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n' +
      '2\r\nab\r\n11\r\nccccccccccccccccc\r\n0\r\n\r\n' +
      'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnext',
  );
});

test('a stream to HTTP/1.0 ends with the connection', async () => {
  const { socket, send } = connect(() => streamed(pieces('ab', 'cd')));
  send('GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n');
  while (!socket.isEnded) await settled();
  expect(undated(socket.sent)).toBe(
    'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\nabcd',
  );
});

test('a stream that fails breaks the connection: no end of body is invented', async () => {
  const { socket, send, failures } = connect(() =>
    streamed(
      (async function* () {
        yield Buffer.from('ab');
        throw new Error('broken');
      })(),
    ),
  );
  send(get('/'));
  while (!socket.isDestroyed) await settled();
  expect(socket.sent.endsWith('2\r\nab\r\n')).toBe(true);
  expect(failures.length).toBe(1);
});

test('a stream is asked for no more than its reader takes, and told when the reader is gone', async () => {
  let asked = 0;
  let returned = false;
  const endless: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      async next() {
        asked++;
        return { done: false, value: Buffer.alloc(40_000) };
      },
      async return() {
        returned = true;
        return { done: true, value: undefined };
      },
    }),
  };
  const { socket, send } = connect(() => streamed(endless));
  socket.isStuck = true;
  send(get('/'));
  for (let turn = 0; turn < 10; turn++) await settled();
  expect(asked).toBe(2);
  socket.destroy();
  await settled();
  expect(returned).toBe(true);
  expect(asked).toBe(2);
});

test('what was asked before the peer ended its direction is answered, then the connection closes', async () => {
  const { socket, send, events } = connect(async ({ target }) => answer(target));
  send(get('/1') + get('/2') + get('/3').slice(0, 9));
  events.ended();
  while (!socket.isDestroyed) await settled();
  expect(socket.sent.match(/^\/\d/gm)).toEqual(['/1', '/2']);
  expect(statusesOf(socket.sent)).toEqual([200, 200]);
});

test('an answer that comes after the connection is gone is dropped', async () => {
  const { socket, send, failures, server } = connect(async () => answer('late'));
  send(get('/'));
  socket.destroy();
  await settled();
  expect(socket.sent).toBe('');
  expect(failures).toEqual([]);
  expect(server.connections).toBe(0);
});

test('a handler may make another connection speak', () => {
  const other = connect(() => answer('other'));
  const shared = createHttpServer({
    rounds: AT_ONCE,
    onHead: ({ target }) => ({
      maxBodyBytes: 0,
      tooLarge: () => answer(''),
      handle() {
        if (target === '/outer') inner.events?.received(Buffer.from(get('/inner')));
        return answer(`<${target}>`);
      },
    }),
    onFailure: THROWS,
  });
  const outer = new MemorySocket();
  const inner = new MemorySocket();
  inner.events = shared.accept(inner);
  shared.accept(outer).received(Buffer.from(get('/first') + get('/outer') + get('/last')));
  expect(outer.sent.match(/<.*?>/g)).toEqual(['</first>', '</outer>', '</last>']);
  expect(inner.sent.match(/<.*?>/g)).toEqual(['</inner>']);
  other.socket.destroy();
});
