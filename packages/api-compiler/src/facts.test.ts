import { describe, expect, test } from 'bun:test';
import { Payload } from '@portico/values';
import type { HeaderEntry, Received } from './facts.ts';
import { DecodedParameters, decodeQuery, lastHeader } from './facts.ts';

describe('decodeQuery', () => {
  test.each<[string, [string, string[]][]]>([
    ['', []],
    ['a=1', [['a', ['1']]]],
    [
      'a=1&b=2&a=3',
      [
        ['a', ['1', '3']],
        ['b', ['2']],
      ],
    ],
    ['a=1;a=2', [['a', ['1', '2']]]],
    ['a', [['a', ['']]]],
    ['a=', [['a', ['']]]],
    ['=1', [['', ['1']]]],
    ['&&a=1&', [['a', ['1']]]],
    ['a=b=c', [['a', ['b=c']]]],
    [
      'a&b=c',
      [
        ['a', ['']],
        ['b', ['c']],
      ],
    ],
    ['a=x+y%2B%20z', [['a', ['x y+ z']]]],
    ['%61+b=1', [['a b', ['1']]]],
    ['a=%E2%82%AC%zz%4', [['a', ['€%zz%4']]]],
    ['a=%ff%41', [['a', ['\ufffdA']]]],
    [
      '__proto__=1&constructor=2',
      [
        ['__proto__', ['1']],
        ['constructor', ['2']],
      ],
    ],
  ])('%p', (query, expected) => {
    expect([...decodeQuery(query)].map(([name, values]) => [name, [...values]])).toEqual(expected);
  });
});

describe('DecodedParameters', () => {
  test('headers keep the case of their first occurrence and the order of their values', () => {
    const params = decoded([
      ['X-One', '1'],
      ['Accept', 'a'],
      ['x-one', '2'],
    ]);
    expect([...params.header]).toEqual([
      ['X-One', ['1', '2']],
      ['Accept', ['a']],
    ]);
  });

  test.each([
    ...['connection', 'CONTENT-LENGTH', 'Content-MD5', 'Expect', 'Max-Forwards', 'Proxy-Authenticate', 'Server', 'TE'],
    ...['Transfer-Encoding', 'Trailer', 'Upgrade', 'WWW-Authenticate'],
  ])('%s of a client is invisible', (name) => {
    expect(decoded([[name, '1']]).header.size).toBe(0);
  });
});

test.each<[string, string | undefined]>([
  ['accept', '2'],
  ['x', undefined],
])('lastHeader %s', (name, expected) => {
  expect(
    lastHeader(
      [
        ['Accept', '1'],
        ['ACCEPT', '2'],
        ['Other1', '3'],
      ],
      name,
    ),
  ).toBe(expected as string);
});

function decoded(headers: readonly HeaderEntry[]): DecodedParameters {
  const received: Received = {
    ids: { requestId: '', extendedRequestId: '', lines: new Uint8Array() },
    receivedAtInMillis: 0,
    httpMethod: 'GET',
    path: '/',
    pathBelowStage: '/',
    rawQuery: '',
    headers,
    body: Payload.EMPTY,
    sourceIp: '',
    host: '',
  };
  return new DecodedParameters(received, new Map());
}
