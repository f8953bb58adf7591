import { expect, test } from 'bun:test';
import { AwsError } from '../aws-error.ts';
import { errorReply } from '../error-reply.ts';
import { queryReply } from './query-reply.ts';

const text = (reply: { readonly body: Uint8Array }) => new TextDecoder().decode(reply.body);

test('an output is written member by member, lists as <member>, absent members not at all', () => {
  const output = { User: { Path: '/', Name: 'a<b', Gone: undefined }, List: ['x', { Y: true }], None: [] };
  expect(text(queryReply('query-iam', 'GetUser', output, 'id-1'))).toBe(
    '<GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetUserResult><User><Path>/</Path><Name>a&lt;b</Name></User>' +
      '<List><member>x</member><member><Y>true</Y></member></List><None></None></GetUserResult>' +
      '<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></GetUserResponse>',
  );
});

test('an operation without output has no Result', () => {
  expect(text(queryReply('query-sts', 'X', undefined, 'id-1'))).toBe(
    '<XResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></XResponse>',
  );
});

test.each([
  ['NoSuchEntity', 404, 'The user with name <x> cannot be found.', 'NoSuchEntity', 'Sender', undefined],
  ['ServiceFailure', 500, 'oh', 'ServiceFailure', 'Receiver', undefined],
  [
    'MissingAuthenticationTokenException',
    403,
    'Missing Authentication Token',
    'MissingAuthenticationToken',
    'Sender',
    'Request is missing Authentication Token',
  ],
  ['UnrecognizedClientException', 403, 'm', 'InvalidClientTokenId', 'Sender', undefined],
  ['InvalidSignatureException', 403, 'm', 'SignatureDoesNotMatch', 'Sender', undefined],
  ['IncompleteSignatureException', 403, 'm', 'IncompleteSignature', 'Sender', undefined],
  ['ExpiredTokenException', 403, 'm', 'ExpiredToken', 'Sender', undefined],
])('error %s %d', (code, status, message, writtenCode, type, writtenMessage) => {
  const reply = errorReply(new AwsError(code, status, message), 'query-iam', 'id-1');
  expect(reply.status).toBe(status);
  expect(reply.headers).toContainEqual(['Content-Type', 'text/xml']);
  const shown = (writtenMessage ?? message).replace('<', '&lt;').replace('>', '&gt;');
  expect(text(reply)).toBe(
    `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>${type}</Type><Code>${writtenCode}</Code>` +
      `<Message>${shown}</Message></Error><RequestId>id-1</RequestId></ErrorResponse>`,
  );
});
