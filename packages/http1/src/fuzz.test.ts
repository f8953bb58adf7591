import { expect, test } from 'bun:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MAX_BODY_BYTES, readCases, statusesOf, textOf } from './conformance-case.ts';
import type { HttpResponse } from './http-message.ts';
import { createHttpServer } from './http-server.ts';
import { AT_ONCE, MemorySocket } from './memory-socket.ts';
import { mutate } from './mutate.ts';
import { randomCuts, randomNumbers } from './random-cuts.ts';

/** `PORTICO_HTTP_FUZZ=1000000` for the long run; `PORTICO_HTTP_SEED` repeats one. */
const COUNT = Number(process.env['PORTICO_HTTP_FUZZ'] ?? 4000);
const SEED = Number(process.env['PORTICO_HTTP_SEED'] ?? 1);
/** Parsing is linear: what takes this long hangs. A busy machine must not reach it. */
const MAX_MILLIS = 2000;
const MAX_GROWTH_BYTES = 32 * 1024 * 1024;

const cases = [...readCases().values()].flat().filter(({ input }) => textOf(input).length < 3000);
const corpus = cases.map(({ input }) => textOf(input));
/** A change to what is refused is mostly refused for the same reason, so most start from what is not. */
const wellFormed = cases
  .filter(({ statuses }) => statuses.every((status) => status < 300))
  .map(({ input }) => textOf(input));

interface Seen {
  readonly line: string;
  readonly body: string;
}

interface Run {
  readonly seen: readonly Seen[];
  readonly sent: string;
  readonly isEnded: boolean;
}

let seen: Seen[] = [];
let tooLarge = 0;
let isSlow = false;
const respond = (status: number, text: string): HttpResponse => ({
  status,
  headers: [],
  body: { bytes: () => Buffer.from(text) },
});
const server = createHttpServer({
  rounds: AT_ONCE,
  onHead: ({ method, target }) => ({
    maxBodyBytes: MAX_BODY_BYTES,
    tooLarge() {
      tooLarge++;
      return respond(413, '');
    },
    handle(body) {
      const answer = respond(200, method === 'HEAD' ? '' : `<${seen.length}>`);
      seen.push({ line: `${method} ${target}`, body: Buffer.from(body).toString('latin1') });
      return isSlow ? Promise.resolve(answer) : answer;
    },
  }),
  onFailure: (failure) => {
    throw failure;
  },
});

function deliver(pieces: Iterable<Uint8Array>): { readonly socket: MemorySocket; readonly result: () => Run } {
  seen = [];
  tooLarge = 0;
  const socket = new MemorySocket();
  const events = server.accept(socket);
  socket.events = events;
  for (const piece of pieces) events.received(Buffer.from(piece));
  return {
    socket,
    result: () => ({
      seen,
      sent: socket.sent.replace(/^Date: .*\r\n/gm, ''),
      isEnded: socket.isEnded || socket.isDestroyed,
    }),
  };
}

test(`${COUNT} mutated requests: each is answered once, in order, however it is cut`, async () => {
  const random = randomNumbers(SEED);
  let accepted = 0;
  let refused = 0;
  let slowest = 0;
  let heapInTheMiddle = 0;
  for (let nth = 0; nth < COUNT; nth++) {
    const from = random() < 0.7 ? wellFormed : corpus;
    const pick = (): string => from[Math.floor(random() * from.length)] ?? '';
    const text = mutate(random() < 0.3 ? pick() + pick() : pick(), random);
    const octets = Buffer.from(text, 'latin1');
    const startedAt = performance.now();
    const whole = deliver([octets]);
    const expected = whole.result();
    slowest = Math.max(slowest, performance.now() - startedAt);
    whole.socket.destroy();
    try {
      checkAnswers(expected, text);
      const cut = deliver(randomCuts(octets, 1 + Math.floor(random() * 30), nth));
      same(cut.result(), expected);
      cut.socket.destroy();
      if (nth % 64 === 0) {
        isSlow = true;
        const slow = deliver(randomCuts(octets, 30, nth));
        for (let turn = 0; turn < 4 && slow.result().sent !== expected.sent; turn++) await nextTurn();
        same(slow.result(), expected);
        isSlow = false;
        slow.socket.destroy();
      }
    } catch (failure) {
      throw new Error(`seed ${SEED}, request ${nth}: ${JSON.stringify(text)}`, { cause: failure });
    }
    accepted += expected.seen.length;
    if (expected.isEnded) refused++;
    if (nth === Math.floor(COUNT / 2)) heapInTheMiddle = heapInUse();
  }
  expect(server.connections).toBe(0);
  expect(slowest).toBeLessThan(MAX_MILLIS);
  expect(heapInUse() - heapInTheMiddle).toBeLessThan(MAX_GROWTH_BYTES);
  // Both sides of the border are walked.
  expect(accepted).toBeGreaterThan(COUNT / 10);
  expect(refused).toBeGreaterThan(COUNT / 10);
});

/** Every request seen has one answer with its number, in order; at most one refusal follows and ends the connection. */
function checkAnswers({ seen, sent, isEnded }: Run, text: string): void {
  const statuses = statusesOf(sent).filter((status) => status !== 100);
  const refusals = statuses.length - seen.length;
  if (refusals < 0 || refusals > 1) throw new Error(`${seen.length} requests, answers ${statuses}`);
  if (statuses.slice(0, seen.length).some((status) => status !== 200)) throw new Error(`answers ${statuses}`);
  if (refusals === 1 && (!isEnded || (statuses.at(-1) ?? 0) < 400)) throw new Error('a refusal that does not end');
  if (tooLarge > 1) throw new Error('413 twice');
  const numbers = Array.from(sent.matchAll(/<(\d+)>/g), ([, number]) => Number(number));
  const expected = seen.flatMap(({ line }, index) => (line.startsWith('HEAD ') ? [] : [index]));
  if (numbers.join() !== expected.join()) throw new Error(`answers in the order ${numbers}`);
  let from = 0;
  for (const { line } of seen) {
    const method = line.slice(0, line.indexOf(' ') + 1);
    const at = text.indexOf(method, from);
    if (at === -1) throw new Error(`${line} was never sent, or not after the one before`);
    from = at + method.length;
  }
}

function same(one: Run, other: Run): void {
  if (
    one.sent !== other.sent ||
    one.isEnded !== other.isEnded ||
    JSON.stringify(one.seen) !== JSON.stringify(other.seen)
  )
    throw new Error(`${JSON.stringify(one)} is not ${JSON.stringify(other)}`);
}

/** Without what is garbage: when that goes is the runtime's affair. */
function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

function collectGarbage(): void {
  if (typeof Bun !== 'undefined') {
    Bun.gc(true);
    return;
  }
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('this Node does not let its garbage be collected');
  Reflect.apply(collect, undefined, []);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
