import { describe, expect, test } from 'bun:test';
import { formatDouble, formatFloat } from './format-double.ts';
import { toJavaString } from './java-string.ts';
import { javaTypeName } from './java-type.ts';
import { MAX_JSON_DEPTH, parseJson } from './json-parse.ts';
import { printJson } from './json-print.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';
import { JavaList, JavaMap } from './value.ts';
import { ValueTooLargeError } from './value-too-large-error.ts';

describe('formatDouble prints as Double.toString', () => {
  test.each([
    [1, '1.0'],
    [2.5, '2.5'],
    [-0, '-0.0'],
    [0.001, '0.001'],
    [0.0001, '1.0E-4'],
    [9999999, '9999999.0'],
    [1e7, '1.0E7'],
    [-1.5e10, '-1.5E10'],
    [1e21, '1.0E21'],
    [5e-324, '4.9E-324'],
    [1e-323, '9.9E-324'],
    [1.7976931348623157e308, '1.7976931348623157E308'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('%p', (x, text) => expect(formatDouble(x)).toBe(text));

  test('floats use the digits that a float needs', () => expect(formatFloat(Math.fround(0.1))).toBe('0.1'));
});

describe('parseJson keeps what Java keeps', () => {
  test.each([
    ['1', 'Integer', '1'],
    ['-0', 'Integer', '0'],
    ['1.0', 'Double', '1.0'],
    ['-0.0', 'Double', '-0.0'],
    ['1e3', 'Double', '1000.0'],
    ['1.5e3', 'Double', '1500.0'],
    ['0.99999999999999999999', 'Double', '1.0'],
    ['1.00000000000000000001', 'Double', '1.0'],
    ['123456789012.00001', 'Double', '1.2345678901200002E11'],
    ['1234567890123456.01', 'Double', '1.234567890123456E15'],
    ['2147483647', 'Integer', '2147483647'],
    ['2147483648', 'Long', '2147483648'],
    ['9007199254740993', 'Long', '9007199254740993'],
    ['-9223372036854775808', 'Long', '-9223372036854775808'],
    ['9223372036854775808', 'BigInteger', '9223372036854775808'],
    ['"a\\u0041\\n"', 'String', '"aA\\n"'],
    ['[1.0,"\\\\","\\"1\\u00e9","é"]', 'List', '[1.0,"\\\\","\\"1é","é"]'],
    ['[-1E+2,1e-2,-0.5e1]', 'List', '[-100.0,0.01,-5.0]'],
    ['{"b":1,"2":2,"1":[3]}', 'Map', '{"b":1,"2":2,"1":[3]}'],
    ['{"2":1,"b":2}', 'Map', '{"2":1,"b":2}'],
    ['{"a":1,"b":2,"a":3}', 'Map', '{"a":3,"b":2}'],
    ['{"__proto__":{"x":1},"constructor":2}', 'Map', '{"__proto__":{"x":1},"constructor":2}'],
    [' [ 1.50 , null , true ] ', 'List', '[1.5,null,true]'],
  ])('%s', (text, type, printed) => {
    const value = parseJson(text);
    expect(javaTypeName(value)).toBe(type as never);
    expect(printJson(value)).toBe(printed);
  });

  test.each([
    ...['', '{', '[1,]', '01', '1.', '"\n"', '{a:1}', 'nul', '[1 2]', '"\\x"', '1 2', '+1', '.5', '[', '\ufeff1'],
    ...['-', '-01', '1e', '1e+', '1.e1', '[1.0, -]', '"a', '"\\', '"\\"', '"\\u12"', '[1.0,"\u0001"]', '[1.0,"a\\"]'],
  ])('refuses %p', (text) => expect(() => parseJson(text)).toThrow(JsonSyntaxError));

  test('the error has the offset of the character that does not fit', () => {
    try {
      parseJson('{"a": x}');
      expect.unreachable();
    } catch (error) {
      expect((error as JsonSyntaxError).offset).toBe(6);
    }
  });

  test('nesting is bounded', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(printJson(parseJson(nested(MAX_JSON_DEPTH)))).toBe(nested(MAX_JSON_DEPTH));
    expect(() => parseJson(nested(MAX_JSON_DEPTH + 1))).toThrow(JsonSyntaxError);
    expect(() => parseJson(nested(2_000_000))).toThrow(JsonSyntaxError);
  });

  test('both readers agree', () => {
    // The number in front decides which reader runs.
    const rest = '{"a":[1,2.25,-7,"x\\ty",null,true,{"b":{}}],"c":123456789012}';
    const natively = parseJson(`[0.5,${rest}]`);
    const scanned = parseJson(`[1.0,${rest}]`);
    expect(printJson(natively).slice(5)).toBe(printJson(scanned).slice(5));
  });
});

describe('toJavaString prints as String.valueOf', () => {
  test.each([
    ['[1,2.0,"a/b",null]', 'list', '[1, 2.0, a/b, null]'],
    ['[1,2.0,"a/b",null]', 'json', '[1,2.0,"a\\/b",null]'],
    ['{"k":["x"],"n":null}', 'list', '{k=[x], n=null}'],
    ['{"k":["x\\u2019\\u0001"],"n":{"y":1}}', 'json', '{k=["x\\u2019\\u0001"], n={y=1}}'],
    ['[{"y":1}]', 'json', '[{"y":1}]'],
    ['1e10', 'list', '1.0E10'],
    ['12345678901234567890', 'list', '12345678901234567890'],
  ] as const)('%s as %s', (text, lists, printed) => expect(toJavaString(parseJson(text, { lists }))).toBe(printed));

  test('a value that holds itself', () => {
    const list = new JavaList([]);
    list.items.push(list);
    expect(toJavaString(list)).toBe('[(this Collection)]');
    const outer = new JavaList([new JavaList([])]);
    (outer.items[0] as JavaList).items.push(outer);
    expect(() => toJavaString(outer)).toThrow(ValueTooLargeError);
    expect(() => printJson(list)).toThrow(ValueTooLargeError);
  });

  test('shared values that print exponentially stop at the limit', () => {
    let list = new JavaList(['x']);
    for (let i = 0; i < 60; i++) list = new JavaList([list, list]);
    expect(() => toJavaString(list, 10_000)).toThrow(ValueTooLargeError);
  });
});

test('map keys are equal as in Java: 1, 1.0 and a Long 1 are three keys, lists by content', () => {
  const map = new JavaMap();
  const keys = [1, parseJson('1.0'), '1', parseJson('[1]'), parseJson('[1]')];
  for (const key of keys) map.set(key, true);
  expect(map.size).toBe(4);
  expect(toJavaString(map)).toBe('{1=true, 1.0=true, 1=true, [1]=true}');
});
