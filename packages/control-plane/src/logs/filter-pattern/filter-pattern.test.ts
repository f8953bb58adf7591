import { describe, expect, test } from 'bun:test';
import { compileFilterPattern } from './filter-pattern.ts';

// The examples of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html, and the edges.

const EVENTS = [
  '[ERROR 400] BAD REQUEST',
  '[ERROR 401] UNAUTHORIZED REQUEST',
  '[ERROR 419] MISSING ARGUMENTS',
  '[ERROR 420] INVALID ARGUMENTS',
  '(id) Method completed with status: 500',
];

test.each<[string, readonly number[]]>([
  ['', [0, 1, 2, 3, 4]],
  ['   ', [0, 1, 2, 3, 4]],
  ['ERROR', [0, 1, 2, 3]],
  ['error', []],
  ['ERROR ARGUMENTS', [2, 3]],
  ['?ERROR ?500', [0, 1, 2, 3, 4]],
  ['?400 ?401', [0, 1]],
  ['ERROR -ARGUMENTS', [0, 1]],
  ['-ERROR', [4]],
  ['"INVALID ARGUMENTS"', [3]],
  ['"status: 500"', [4]],
  ['-"BAD REQUEST" ERROR', [1, 2, 3]],
  ['?"BAD REQUEST" ?"status: 500"', [0, 4]],
  ['?400 MISSING', [2]],
  ['%ERROR 4[02]0%', [0, 3]],
  ['%^\\(id%', [4]],
  ['ERROR %4\\d9%', [2]],
])('%j', (pattern, expected) => {
  const matches = compileFilterPattern(pattern);
  expect(EVENTS.flatMap((event, index) => (matches(event) ? [index] : []))).toEqual([...expected]);
});

const DOCUMENT = JSON.stringify({
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [
    { name: 'a', id: 1 },
    { name: 'b', id: 2 },
  ],
  SomeObject: null,
  ThisFlag: true,
  bytes: 1250,
  ratio: 0.5,
  number: '42',
  'a-b': { c: 'x' },
});

describe('JSON', () => {
  test.each<[string, boolean]>([
    ['{ $.eventType = "UpdateTrail" }', true],
    ['{$.eventType=UpdateTrail}', true],
    ['{ $.eventType = "Update*" }', true],
    ['{ $.eventType = "*T*l" }', true],
    ['{ $.eventType = "*TT*l" }', false],
    ['{ $.eventType = "Trail" }', false],
    ['{ $.eventType != "DeleteTrail" }', true],
    ['{ $.nothing != "x" }', false],
    ['{ $.sourceIPAddress = 111.111.* }', true],
    ['{ $.sourceIPAddress != 123.123.* }', true],
    ['{ $.arrayKey[0] = "value" }', true],
    ['{ $.arrayKey[1] = "value" }', false],
    ['{ $.arrayKey[*] = "another*" }', true],
    ['{ $.objectList[1].id = 2 }', true],
    ['{ $.objectList[*].name = "b" }', true],
    ['{ $.SomeObject IS NULL }', true],
    ['{ $.ThisFlag IS TRUE }', true],
    ['{ $.ThisFlag = true }', true],
    ['{ $.ThisFlag IS FALSE }', false],
    ['{ $.SomeOtherObject NOT EXISTS }', true],
    ['{ $.SomeObject NOT EXISTS }', false],
    ['{ $.bytes > 1000 }', true],
    ['{ $.bytes <= 1250 && $.ratio < 1e0 }', true],
    ['{ $.bytes = 1250 }', true],
    ['{ $.bytes = 12* }', true],
    ['{ $.bytes = "1250" }', false],
    ['{ $.number = 42 }', true],
    ['{ $.number > 41 }', false],
    ['{ $.ratio != 0.5 || $.bytes = 1 }', false],
    ['{ ($.ratio = 0.5 || $.bytes = 1) && $.number = "42" }', true],
    ['{ $.ratio = 0.5 || $.bytes = 1 && $.number = "x" }', true],
    ['{ $["a-b"]["c"] = "x" }', true],
    ['{ $.a-b.c = "x" }', true],
    ['{ $.eventType = %^Update% }', true],
    ['{ $.* = "42" }', true],
    ['{ $.constructor NOT EXISTS }', true],
    ['{ $.__proto__ NOT EXISTS }', true],
  ])('%s', (pattern, expected) => {
    expect(compileFilterPattern(pattern)(DOCUMENT)).toBe(expected);
  });

  test('matches no text, and no JSON that is no object', () => {
    const matches = compileFilterPattern('{ $.a NOT EXISTS }');
    expect(['{"b":1}', '  {"b":1}', '[]', 'plain', '"{}"', '{broken', ''].map(matches)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

test.each([
  ['foo:bar', "Invalid filter pattern: Invalid character(s) in term 'foo:bar'"],
  ['a -', "Invalid filter pattern: Invalid character(s) in term '-'"],
  ['"open', `Invalid filter pattern: Invalid character(s) in term '"open'`],
  ['%(a)%', "Invalid filter pattern: Invalid character(s) in regular expression '(a)'"],
  ['{ $.a = 1', "Invalid filter pattern: '}' is missing at the end"],
  ['{ a = 1 }', "Invalid filter pattern: 'a' is no selector; one begins with '$'"],
  ['{ $.a }', 'Invalid filter pattern: it ends too early'],
  ['{ $.a > x }', "Invalid filter pattern: '>' compares numbers, and 'x' is none"],
  ['{ ($.a = 1 }', 'Invalid filter pattern: it ends too early'],
  ['{ $.a = 1 $.b = 2 }', "Invalid filter pattern: '$.b' is not expected"],
  ['{ $.a IS MAYBE }', "Invalid filter pattern: 'IS MAYBE' is no test"],
  [`{ ${'('.repeat(30)}`, "Invalid filter pattern: '}' is missing at the end"],
  [`{ ${'('.repeat(30)}$.a = 1${')'.repeat(30)} }`, 'Invalid filter pattern: it is nested too deeply'],
  ['[ip, user]', 'Invalid filter pattern: Portico does not serve patterns for space-delimited events'],
  ['x'.repeat(1025), 'Invalid filter pattern: it is longer than 1024 characters'],
])('%j is refused', (pattern, message) => {
  expect(() => compileFilterPattern(pattern)).toThrow(message);
});

test('a regular expression that takes too long ends the request', () => {
  const matches = compileFilterPattern('%a*a*a*a*a*a*b%');
  expect(() => matches('a'.repeat(5000))).toThrow('takes too many steps');
});
