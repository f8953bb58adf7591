import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { traceOf } from './trace-id.ts';

const ROOT = '1-5759e988-bd862e3fe1be46a994272793';
const PARENT = '53995c3f42cd8ad8';
const NEW_ROOT = `1-6ad86980-${'a'.repeat(24)}`;
const NEW_PARENT = 'a'.repeat(16);
const as = (into: Uint8Array, at: number, digits: number) => void into.fill(0x61, at, at + digits);
const generate = (incoming: string | undefined): string => {
  const { line, text } = traceOf(incoming, 1_792_567_680_999, as);
  expect(Buffer.from(line).toString('latin1')).toBe(`X-Amzn-Trace-Id: ${text}\r\n`);
  return text;
};

test.each<[string | undefined, string]>([
  [undefined, `Root=${NEW_ROOT};Parent=${NEW_PARENT};Sampled=0`],
  ['', `Root=${NEW_ROOT};Parent=${NEW_PARENT};Sampled=0`],
  [`Root=${ROOT}`, `Root=${ROOT};Parent=${NEW_PARENT};Sampled=0`],
  [`Root=${ROOT};Parent=${PARENT};Sampled=1`, `Root=${ROOT};Parent=${PARENT};Sampled=1`],
  [`Sampled=1; Parent=${PARENT} ;Root=${ROOT};Lineage=a:1|b:2`, `Root=${ROOT};Parent=${PARENT};Sampled=1`],
  [`Root=${ROOT};Sampled=?`, `Root=${ROOT};Parent=${NEW_PARENT};Sampled=0`],
  [`Root=${ROOT}\r\nEvil: 1`, `Root=${NEW_ROOT};Parent=${NEW_PARENT};Sampled=0`],
  [`root=${ROOT}`, `Root=${NEW_ROOT};Parent=${NEW_PARENT};Sampled=0`],
  ['__proto__=x;constructor=y', `Root=${NEW_ROOT};Parent=${NEW_PARENT};Sampled=0`],
])('%p', (incoming, expected) => {
  expect(generate(incoming)).toBe(expected);
});

test('is of its form whatever comes in', () => {
  const field = fc.constantFrom('Root', 'Parent', 'Sampled', 'Self');
  const value = fc.oneof(fc.string(), fc.constantFrom(ROOT, PARENT, '1'));
  const header = fc.array(fc.tuple(field, value)).map((pairs) => pairs.map((pair) => pair.join('=')).join(';'));
  fc.assert(
    fc.property(fc.oneof(header, fc.string()), (incoming) => {
      expect(generate(incoming)).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=[01]$/);
    }),
  );
});
