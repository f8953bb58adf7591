import { expect, test } from 'bun:test';
import { compareDecimals, decimalText, parseDecimal } from './decimal.ts';

test.each([
  ['1e1', '1E+1'],
  ['15.50', '15.50'],
  ['0.000001', '0.000001'],
  ['0.0000001', '1E-7'],
  ['123e-2', '1.23'],
  ['12.5e3', '1.25E+4'],
  ['-0.5', '-0.5'],
  ['007', '7'],
])('%s prints as BigDecimal does: %s', (text, printed) => {
  const decimal = parseDecimal(text);
  expect(decimal === undefined ? undefined : decimalText(decimal)).toBe(printed);
});

test.each([
  ['1', '1.0', 0],
  ['10', '9', 1],
  ['-10', '9', -1],
  ['1e3', '1000', 0],
  ['9007199254740993', '9007199254740992', 1],
  ['0.1', '0.1000000000000000055', -1],
  ['-0', '0', 0],
  ['1e400', '1e399', 1],
  ['1e-400', '0', 1],
])('%s against %s', (left, right, sign) => {
  const a = parseDecimal(left);
  const b = parseDecimal(right);
  expect(a && b && Math.sign(compareDecimals(a, b)) + 0).toBe(sign);
});

test.each(['', '-', '1-2', 'a', '1e', '.', '1e9999999999'])('%p is no number', (text) => {
  expect(parseDecimal(text)).toBeUndefined();
});
