// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of policies look like JavaScript's
import { describe, expect, test } from 'bun:test';
import { compilePolicy } from './compile-policy.ts';
import { parsePolicy } from './parse-policy.ts';
import { requestContext } from './request-context.ts';

type Values = Readonly<Record<string, string | readonly string[]>>;

/** Whether a statement with this condition is for a request with these keys. */
function holds(condition: object, context: Values): boolean {
  const document = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition },
  };
  const policy = compilePolicy(parsePolicy(JSON.stringify(document), 'identity'), 'p');
  const request = {
    principal: { kind: 'anonymous' },
    action: 's3:GetObject',
    resource: '*',
    context: requestContext(Object.entries(context).map(([key, value]) => [key, [value].flat()])),
  } as const;
  return policy.statements[0]?.applies(request) !== 'not';
}

describe.each<
  [operator: string, cases: readonly [expected: string | readonly string[], actual: string, holds: boolean][]]
>([
  [
    'StringEquals',
    [
      ['a', 'a', true],
      ['a', 'A', false],
      ['a*', 'ab', false],
      [['a', 'b'], 'b', true],
    ],
  ],
  [
    'StringNotEquals',
    [
      ['a', 'a', false],
      ['a', 'b', true],
      [['a', 'b'], 'b', false],
    ],
  ],
  [
    'StringEqualsIgnoreCase',
    [
      ['aB', 'Ab', true],
      ['a', 'b', false],
    ],
  ],
  [
    'StringNotEqualsIgnoreCase',
    [
      ['aB', 'Ab', false],
      ['a', 'b', true],
    ],
  ],
  [
    'StringLike',
    [
      ['a*', 'abc', true],
      ['a?', 'abc', false],
      ['${aws:username}/*', 'bob/x', true],
    ],
  ],
  [
    'StringNotLike',
    [
      ['a*', 'abc', false],
      ['a*', 'b', true],
    ],
  ],
  [
    'NumericEquals',
    [
      ['10', '10.0', true],
      ['10', '11', false],
      ['10', 'ten', false],
    ],
  ],
  [
    'NumericNotEquals',
    [
      ['10', '11', true],
      ['10', '1e1', false],
    ],
  ],
  [
    'NumericLessThan',
    [
      ['10', '9', true],
      ['10', '10', false],
      ['10', '100', false],
    ],
  ],
  [
    'NumericLessThanEquals',
    [
      ['10', '10', true],
      ['10', '10.1', false],
    ],
  ],
  [
    'NumericGreaterThan',
    [
      ['10', '9', false],
      ['10', '100', true],
    ],
  ],
  [
    'NumericGreaterThanEquals',
    [
      ['10', '10', true],
      ['-1', '-2', false],
    ],
  ],
  [
    'DateEquals',
    [
      ['2026-11-22T03:00:00Z', '2026-11-22T04:00:00+01:00', true],
      ['2026-11-22T03:00:00', '1795316400', true],
    ],
  ],
  ['DateNotEquals', [['2026-11-22', '2026-11-23', true]]],
  [
    'DateLessThan',
    [
      ['2026-11-22T03:00:00Z', '2026-11-22T02:59:59Z', true],
      ['2026-11-22', '2026-11-22', false],
    ],
  ],
  ['DateLessThanEquals', [['2026-11-22', '2026-11-22', true]]],
  [
    'DateGreaterThan',
    [
      ['2026-11-22', '2026-11-23', true],
      ['2026-11-22', 'soon', false],
    ],
  ],
  ['DateGreaterThanEquals', [['2026-11-22', '2026-11-22', true]]],
  [
    'Bool',
    [
      ['true', 'true', true],
      ['TRUE', 'true', true],
      ['true', 'false', false],
    ],
  ],
  [
    'BinaryEquals',
    [
      ['QmluYXJ5', 'QmluYXJ5', true],
      ['QmluYXJ5', 'qmluYXJ5', false],
    ],
  ],
  [
    'IpAddress',
    [
      ['203.0.113.0/24', '203.0.113.7', true],
      ['203.0.113.0/24', '203.0.114.7', false],
      ['203.0.113.7', '203.0.113.7', true],
      ['2001:db8::/32', '2001:db8::1', true],
      ['2001:db8::/32', '203.0.113.7', false],
      ['0.0.0.0/0', 'x', false],
    ],
  ],
  [
    'NotIpAddress',
    [
      ['203.0.113.0/24', '203.0.113.7', false],
      ['203.0.113.0/24', '203.0.114.7', true],
    ],
  ],
  [
    'ArnEquals',
    [
      ['arn:aws:s3:::a*', 'arn:aws:s3:::ab', true],
      ['arn:aws:s3:::a', 'arn:aws:s3:::b', false],
    ],
  ],
  [
    'ArnLike',
    [
      ['arn:aws:execute-api:*:000000000000:x/*', 'arn:aws:execute-api:us-east-1:000000000000:x/a/b', true],
      ['arn:*:x', 'arn:aws:s3:::x', false],
      ['arn:aws:s3:*', 'arn:aws:s3:::x', false],
      ['arn:aws:s3:::${aws:username}', 'arn:aws:s3:::bob', true],
      ['*', 'arn:aws:s3:::x', true],
    ],
  ],
  ['ArnNotEquals', [['arn:aws:s3:::a', 'arn:aws:s3:::b', true]]],
  ['ArnNotLike', [['arn:aws:s3:::a*', 'arn:aws:s3:::ab', false]]],
])('%s', (operator, cases) => {
  test.each(cases)('%j and %j: %p', (expected, actual, result) => {
    expect(holds({ [operator]: { 'aws:key': expected } }, { 'AWS:Key': actual, 'aws:username': 'bob' })).toBe(result);
  });

  test('a key that is absent', () => {
    const negated = /Not/.test(operator);
    const value = cases[0]?.[0] ?? '';
    expect(holds({ [operator]: { 'aws:key': value } }, {})).toBe(negated);
    expect(holds({ [`${operator}IfExists`]: { 'aws:key': value } }, {})).toBe(true);
  });
});

describe('Null', () => {
  test.each<[string | boolean, Values, boolean]>([
    ['true', {}, true],
    ['true', { 'aws:key': 'a' }, false],
    ['false', {}, false],
    [false, { 'aws:key': 'a' }, true],
    ['true', { 'aws:key': [] }, true],
  ])('%p of %j: %p', (value, context, result) => {
    expect(holds({ Null: { 'aws:key': value } }, context)).toBe(result);
  });
});

describe('keys of many values', () => {
  test.each<[string, readonly string[], readonly string[] | undefined, boolean]>([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', ['a'], undefined, true],
    ['ForAllValues:StringNotEquals', ['a'], ['b', 'c'], true],
    ['ForAllValues:StringNotEquals', ['a'], ['a', 'c'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], false],
    ['ForAnyValue:StringEquals', ['a'], undefined, false],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
    ['ForAnyValue:StringNotEquals', ['a'], undefined, false],
    ['ForAnyValue:StringEqualsIfExists', ['a'], undefined, true],
    ['StringEquals', ['a'], ['b', 'a'], true],
    ['StringNotEquals', ['a'], ['b', 'a'], false],
  ])('%s %j of %j: %p', (operator, expected, actual, result) => {
    expect(
      holds({ [operator]: { 'aws:TagKeys': expected } }, actual === undefined ? {} : { 'aws:tagkeys': actual }),
    ).toBe(result);
  });
});

test('all operators and all keys must hold', () => {
  const condition = { StringEquals: { 'aws:a': '1', 'aws:b': '2' }, Bool: { 'aws:c': 'true' } };
  expect(holds(condition, { 'aws:a': '1', 'aws:b': '2', 'aws:c': 'true' })).toBe(true);
  expect(holds(condition, { 'aws:a': '1', 'aws:b': '3', 'aws:c': 'true' })).toBe(false);
  expect(holds(condition, { 'aws:a': '1', 'aws:b': '2' })).toBe(false);
});
