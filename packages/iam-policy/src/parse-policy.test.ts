import { describe, expect, test } from 'bun:test';
import { parsePolicy } from './parse-policy.ts';
import type { PolicyKind } from './policy-document.ts';

const statement = (over: object) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...over });
const policy = (over: object, top: object = {}) => ({ Version: '2012-10-17', Statement: [statement(over)], ...top });
const trust = (over: object) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'apigateway.amazonaws.com' }, ...over },
  ],
});

const refused = (kind: PolicyKind, document: unknown): string => {
  try {
    parsePolicy(typeof document === 'string' ? document : JSON.stringify(document), kind);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'not an error';
  }
  return 'accepted';
};

const SYNTAX = 'Syntax errors in policy.';

describe('an identity policy is refused in the words of the service:', () => {
  test.each<[what: string, document: unknown, message: string]>([
    ['no JSON', '{', SYNTAX],
    ['not an object', '[]', SYNTAX],
    ['an element that there is not', policy({}, { Statements: [] }), SYNTAX],
    ['an element of a statement that there is not', policy({ Actions: 's3:*' }), SYNTAX],
    ['no statement', { Version: '2012-10-17' }, SYNTAX],
    ['an empty list of statements', { Version: '2012-10-17', Statement: [] }, SYNTAX],
    ['a statement that is a text', { Version: '2012-10-17', Statement: 'Allow' }, SYNTAX],
    ['a version that there is not', policy({}, { Version: '2020-01-01' }), SYNTAX],
    ['an Id that is no text', policy({}, { Id: 1 }), SYNTAX],
    ['a Sid that is no text', policy({ Sid: 1 }), SYNTAX],
    ['an effect in lower case', policy({ Effect: 'allow' }), SYNTAX],
    ['no effect', policy({ Effect: undefined }), SYNTAX],
    ['Action and NotAction', policy({ NotAction: 's3:PutObject' }), SYNTAX],
    ['Resource and NotResource', policy({ NotResource: '*' }), SYNTAX],
    ['an action that is a number', policy({ Action: 1 }), SYNTAX],
    ['a condition that is a text', policy({ Condition: 'x' }), SYNTAX],
    ['an operator that there is not', policy({ Condition: { StringEquale: { 'aws:username': 'a' } } }), SYNTAX],
    ['NullIfExists', policy({ Condition: { NullIfExists: { 'aws:username': 'true' } } }), SYNTAX],
    ['a condition value that is an object', policy({ Condition: { Bool: { 'aws:SecureTransport': {} } } }), SYNTAX],
    ['an old version', policy({}, { Version: '2008-10-17' }), 'Policy document must be version 2012-10-17 or greater.'],
    ['no version', policy({}, { Version: undefined }), 'Policy document must be version 2012-10-17 or greater.'],
    ['no action', policy({ Action: undefined }), 'Policy statement must contain actions.'],
    ['no resource', policy({ Resource: undefined }), 'Policy statement must contain resources.'],
    ['a principal', policy({ Principal: '*' }), 'Policy document should not specify a principal.'],
    [
      'an action without a service',
      policy({ Action: 'GetObject' }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [
      'a condition key without a service',
      policy({ Condition: { StringEquals: { username: 'a' } } }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    ['two colons in an action', policy({ Action: 's3:Get:Object' }), 'Actions/Condition can contain only one colon.'],
    ['an odd service', policy({ Action: 's 3:GetObject' }), 'Vendor s 3 is not valid'],
    [
      'a resource that is no ARN',
      policy({ Resource: 'my-bucket' }),
      'Resource my-bucket must be in ARN format or "*".',
    ],
    ['an ARN that is too short', policy({ Resource: 'arn:aws:s3' }), 'The policy failed legacy parsing'],
    [
      'a partition that there is not',
      policy({ Resource: 'arn:invalid:s3:::b' }),
      'Partition "invalid" is not valid for resource "arn:invalid:s3:::b".',
    ],
    [
      'a region in an ARN of IAM',
      policy({ Resource: 'arn:aws:iam:us-east-1:000000000000:role/r' }),
      'IAM resource arn:aws:iam:us-east-1:000000000000:role/r cannot contain region information.',
    ],
    [
      'a region in an ARN of S3',
      policy({ Resource: 'arn:aws:s3:us-east-1::b' }),
      'Resource arn:aws:s3:us-east-1::b can not contain region information.',
    ],
    [
      'a wildcard in the service of an ARN',
      policy({ Resource: 'arn:aws:s?:::b' }),
      'Resource vendor must be fully qualified and cannot contain regexes.',
    ],
    [
      'two statements of one Sid',
      { Version: '2012-10-17', Statement: [statement({ Sid: 'a' }), statement({ Sid: 'a' })] },
      'Statement IDs (SID) in a single policy must be unique.',
    ],
    [
      'a Sid with a hyphen',
      policy({ Sid: 'a-b' }),
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    ],
    [
      'a date that is none',
      policy({ Condition: { DateLessThan: { 'aws:CurrentTime': 'soon' } } }),
      'The policy failed legacy parsing',
    ],
    [
      'a range that is none',
      policy({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/33' } } }),
      'The policy failed legacy parsing',
    ],
    [
      'a number that is none',
      policy({ Condition: { NumericEquals: { 's3:max-keys': 'ten' } } }),
      'The policy failed legacy parsing',
    ],
    [
      'a truth value that is none',
      policy({ Condition: { Bool: { 'aws:SecureTransport': 'yes' } } }),
      'The policy failed legacy parsing',
    ],
  ])('%s', (_what, document, message) => {
    expect(refused('identity', document)).toBe(`MalformedPolicyError: ${message}`);
  });
});

describe('a trust policy is refused in the words of the service:', () => {
  test.each<[what: string, document: unknown, message: string]>([
    ['no JSON', '{', 'This policy contains invalid Json'],
    ['no principal', trust({ Principal: undefined }), 'Missing required field Principal'],
    ['no action', trust({ Action: undefined }), 'Missing required field Action'],
    ['a resource', trust({ Resource: '*' }), 'Has prohibited field Resource'],
    ['NotPrincipal', trust({ Principal: undefined, NotPrincipal: '*' }), SYNTAX],
    ['an empty principal', trust({ Principal: {} }), SYNTAX],
    ['a kind of principal that there is not', trust({ Principal: { User: 'a' } }), SYNTAX],
    ['another action', trust({ Action: 's3:GetObject' }), 'AssumeRole policy may only specify STS AssumeRole actions.'],
    ['a user by name', trust({ Principal: { AWS: 'bob' } }), 'Invalid principal in policy: "AWS":"bob"'],
    [
      'a service that is none',
      trust({ Principal: { Service: 'apigateway' } }),
      'Invalid principal in policy: "SERVICE":"apigateway"',
    ],
  ])('%s', (_what, document, message) => {
    expect(refused('trust', document)).toBe(`MalformedPolicyError: ${message}`);
  });
});

describe('is accepted:', () => {
  test.each<[what: string, kind: PolicyKind, document: unknown]>([
    ['one statement without a list', 'identity', { Version: '2012-10-17', Statement: statement({}) }],
    ['a wildcard instead of an action', 'identity', policy({ Action: '*' })],
    ['an ARN that a wildcard cuts short', 'identity', policy({ Resource: 'arn:aws:s3*' })],
    [
      'numbers and truth values in conditions',
      'identity',
      policy({ Condition: { Bool: { 'aws:SecureTransport': true }, NumericEquals: { 's3:max-keys': 1 } } }),
    ],
    [
      'a quantifier and IfExists',
      'identity',
      policy({ Condition: { 'ForAllValues:StringLikeIfExists': { 'aws:TagKeys': ['a'] } } }),
    ],
    ['an empty list of actions', 'identity', policy({ Action: [] })],
    ['an old trust policy', 'trust', { ...trust({}), Version: '2008-10-17' }],
    [
      'every kind of principal',
      'trust',
      trust({
        Principal: {
          AWS: [
            '*',
            '000000000000',
            'arn:aws:iam::000000000000:root',
            'arn:aws:iam::000000000000:user/a/b',
            'arn:aws:sts::000000000000:assumed-role/r/s',
          ],
        },
      }),
    ],
    ['a policy of a bucket', 'resource', policy({ Principal: '*', Resource: 'arn:aws:s3:::b/*' })],
    [
      'the short resource of an API',
      'resource',
      policy({ Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }),
    ],
  ])('%s', (_what, kind, document) => {
    expect(refused(kind, document)).toBe('accepted');
  });
});

test('names of object members are nothing special', () => {
  expect(
    refused(
      'identity',
      '{"Version":"2012-10-17","Statement":{"__proto__":{},"Effect":"Allow","Action":"*","Resource":"*"}}',
    ),
  ).toBe(`MalformedPolicyError: ${SYNTAX}`);
  expect(refused('identity', policy({ Condition: { constructor: { 'aws:a': 'b' } } }))).toBe(
    `MalformedPolicyError: ${SYNTAX}`,
  );
});
