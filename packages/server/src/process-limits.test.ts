import { expect, test } from 'bun:test';
import { heldBodyBytes, processLimits } from './process-limits.ts';

test.each([
  ['plenty', 1_048_576, { maxConnections: 50_000, maxCalls: 5000 }],
  ['20,000', 20_000, { maxConnections: 13_976, maxCalls: 5000 }],
  ['1,024', 1024, { maxConnections: 512, maxCalls: 256 }],
  ['256', 256, { maxConnections: 128, maxCalls: 64 }],
])('%s open files are enough for connections, calls and the rest', (_name, files, limits) => {
  expect(processLimits(files)).toEqual(limits);
  expect(limits.maxConnections + limits.maxCalls).toBeLessThan(files);
});

test('the own limit is read where the system tells it', () => {
  const { maxConnections, maxCalls } = processLimits();
  expect(maxConnections).toBeGreaterThan(0);
  expect(maxCalls).toBeGreaterThan(0);
});

const MIB = 1024 * 1024;

test.each([
  [16_384, 256],
  [1024, 128],
  [64, 32],
])('of %s MiB of memory, bodies may take %s MiB', (memory, bodies) => {
  expect(heldBodyBytes(memory * MIB)).toBe(bodies * MIB);
});

test('the own memory is known', () => {
  expect(heldBodyBytes()).toBeGreaterThan(32 * MIB);
});
