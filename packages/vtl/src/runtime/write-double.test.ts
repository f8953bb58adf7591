import { expect, test } from 'bun:test';
import { formatDouble } from '@portico/values';
import { MAX_DOUBLE_LENGTH, writeDouble } from './write-double.ts';

const bytes = new Uint8Array(64);
const view = new DataView(bytes.buffer);

/** What is written, `undefined` for a number that has to be printed otherwise. */
function written(double: number): string | undefined {
  bytes.fill(0x78);
  const end = writeDouble(bytes, view, 3, double);
  // No `expect` for each of 200,000 numbers, which takes half a minute on Node.
  if (end > 3 + MAX_DOUBLE_LENGTH) throw new Error(`${double}: ends at ${end}`);
  if (bytes[0] !== 0x78 || bytes[1] !== 0x78 || bytes[2] !== 0x78)
    throw new Error(`${double}: writes before its place`);
  return end === 3 ? undefined : String.fromCharCode(...bytes.subarray(3, end));
}

test.each([
  [0.5, '0.5'],
  [-2.25, '-2.25'],
  [0.001, '0.001'],
  [0.0012345, '0.0012345'],
  [0.1 + 0.2, '0.30000000000000004'],
  [1.1, '1.1'],
  [9.999999999999998, '9.999999999999998'],
  [9999999.999999998, '9999999.999999998'],
  [1234567.890625, '1234567.890625'],
  [3.402823466385289, '3.402823466385289'],
  [Math.fround(0.1), '0.10000000149011612'],
])('%p', (double, text) => expect(written(double)).toBe(text));

test.each([[1e7 + 0.5], [0.0009], [1e-10], [Number.NaN], [Number.POSITIVE_INFINITY]])(
  '%p is left to others',
  (double) => expect(written(double)).toBeUndefined(),
);

/** Doubles of all kinds, the same each time. */
function* doubles(count: number): Generator<number> {
  const words = new Uint32Array(2);
  const double = new Float64Array(words.buffer);
  let state = 99;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  for (let i = 0; i < count; i++) {
    // Any bits with an exponent between those of 10^-3 and 10^7.
    words[0] = next() ^ (next() >>> 16);
    words[1] = 0x3f500000 + Math.floor((next() / 2 ** 32) * (0x41640000 - 0x3f500000));
    yield double[0] as number;
    yield (next() % 1e6) / 10 ** (next() % 7);
    yield Math.fround(next() / 1e5);
    yield Number((next() / 2 ** 32).toPrecision(1 + ((next() >>> 16) % 17)));
  }
  // Around powers of two and ten, where the distance between doubles and the number of digits change.
  for (let power = -10; power < 24; power++) for (let i = -50; i < 50; i++) yield 2 ** power * (1 + i * 2 ** -52);
  for (let power = -3; power < 8; power++) for (let i = -50; i < 50; i++) yield 10 ** power * (1 + i * 2 ** -52);
}

test('all that is written is what Double.toString gives', () => {
  let compared = 0;
  for (const double of doubles(50_000)) {
    if (Number.isInteger(double)) continue;
    const text = written(double);
    if (text === undefined) continue;
    compared++;
    if (text !== formatDouble(double)) expect(text).toBe(formatDouble(double));
  }
  expect(compared).toBeGreaterThan(150_000);
});
