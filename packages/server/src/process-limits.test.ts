import { expect, test } from 'bun:test';
import { processLimits } from './process-limits.ts';

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
