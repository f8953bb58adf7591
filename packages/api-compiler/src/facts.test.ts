import { describe, expect, test } from 'bun:test';
import { Payload } from '@portico/values';
import type { HeaderEntry, Received } from './facts.ts';
import { DecodedParameters, lastHeader } from './facts.ts';
import { PathAndQuery } from './path-and-query.ts';

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
    belowStage: PathAndQuery.parse('/'),
    headers,
    body: Payload.EMPTY,
    sourceIp: '',
    host: '',
  };
  return new DecodedParameters(received, new Map());
}
