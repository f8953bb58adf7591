import { expect, test } from 'bun:test';
import { AwsError } from './aws-error.ts';
import { errorReply } from './error-reply.ts';
import type { Protocol } from './protocol.ts';
import { jsonReply } from './protocol.ts';

const error = new AwsError('TooManyRequestsException', 429, 'Too "many"', {
  extra: { retryAfterSeconds: 3 },
  headers: [['Retry-After', '3']],
});

test.each<[Protocol, string, [string, string][]]>([
  [
    'rest-json',
    '{"message":"Too \\"many\\"","retryAfterSeconds":3}',
    [
      ['Content-Type', 'application/json'],
      ['x-amzn-RequestId', 'r'],
      ['Retry-After', '3'],
      ['x-amzn-ErrorType', 'TooManyRequestsException'],
    ],
  ],
  [
    'rest-json-capitalised',
    '{"Message":"Too \\"many\\"","retryAfterSeconds":3}',
    [
      ['Content-Type', 'application/json'],
      ['x-amzn-RequestId', 'r'],
      ['Retry-After', '3'],
      ['x-amzn-ErrorType', 'TooManyRequestsException'],
    ],
  ],
  [
    'json-1.1',
    '{"__type":"TooManyRequestsException","message":"Too \\"many\\"","retryAfterSeconds":3}',
    [
      ['Content-Type', 'application/x-amz-json-1.1'],
      ['x-amzn-RequestId', 'r'],
      ['Retry-After', '3'],
    ],
  ],
])('an error in %s', (protocol, body, headers) => {
  const reply = errorReply(error, protocol, 'r');
  expect([reply.status, new TextDecoder().decode(reply.body), reply.headers]).toEqual([429, body, headers]);
});

test('an answer without output has no body and no content type', () => {
  const reply = jsonReply('rest-json', 202, undefined, 'r');
  expect([reply.status, reply.body.length, reply.headers]).toEqual([202, 0, [['x-amzn-RequestId', 'r']]]);
});

test.each([
  [404, 'client'],
  [499, 'client'],
  [500, 'server'],
] as const)('status %d is the fault of the %s', (status, fault) => {
  expect(new AwsError('X', status, '').fault).toBe(fault);
});
