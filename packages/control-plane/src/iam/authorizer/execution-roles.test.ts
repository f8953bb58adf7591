import { beforeEach, describe, expect, test } from 'bun:test';
import { randomBytes } from 'node:crypto';
import type { IamRole } from '@portico/store';
import { createMemoryStore, IAM_REGION } from '@portico/store';
import type { Identity } from '../../identity.ts';
import { createIdentity } from '../../identity.ts';

const ACCOUNT = '000000000000';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/service-role/r`;
const ENDPOINT = `arn:aws:sagemaker:us-east-1:${ACCOUNT}:endpoint/movies`;
const NOW = Date.UTC(2026, 10, 22);

let store = createMemoryStore();
let identity: Identity;
beforeEach(() => {
  store = createMemoryStore();
  identity = createIdentity({ store, now: () => NOW, randomBytes });
});

const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: statement });
const trust = (over: object = {}) =>
  document({ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole', ...over });
const invoke = (over: object = {}) =>
  document({ Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: ENDPOINT, ...over });

function putRole(trustPolicy: string, policies: readonly string[], over: Partial<IamRole> = {}): void {
  store.iamRoles.put({ accountId: ACCOUNT, region: IAM_REGION }, 'r', {
    Path: '/service-role/',
    RoleName: 'r',
    RoleId: 'AROA1',
    CreateDate: 0,
    Tags: [],
    AssumeRolePolicyDocument: trustPolicy,
    MaxSessionDuration: 3600,
    InlinePolicies: policies.map((PolicyDocument, index) => ({ PolicyName: `p${index}`, PolicyDocument })),
    AttachedPolicies: [],
    ...over,
  });
  identity.iamPorts.changed();
}

const refuse = (over: object = {}) =>
  identity.roles.refuse({
    roleArn: ROLE,
    service: 'apigateway.amazonaws.com',
    sessionName: 'BackplaneAssumeRoleSession',
    sourceAccount: ACCOUNT,
    sourceArn: `arn:aws:execute-api:us-east-1:${ACCOUNT}:api/test/GET/movies`,
    action: 'sagemaker:InvokeEndpoint',
    resource: ENDPOINT,
    ...over,
  });

const MESSAGE = `User: arn:aws:sts::${ACCOUNT}:assumed-role/r/BackplaneAssumeRoleSession is not authorized to perform: sagemaker:InvokeEndpoint on resource: ${ENDPOINT}`;

describe('a service uses a role', () => {
  test('that trusts it and may do it', () => {
    putRole(trust(), [invoke()]);
    expect(refuse()).toBeUndefined();
    expect(identity.roles.trusts(ROLE, 'apigateway.amazonaws.com', ACCOUNT)).toBe(true);
    expect(identity.roles.trusts(ROLE, 'sagemaker.amazonaws.com', ACCOUNT)).toBe(false);
  });

  test.each<[what: string, prepare: () => void, refusal: object]>([
    ['that is not there', () => {}, { kind: 'cannot-be-assumed', explanation: `There is no role ${ROLE}` }],
    [
      'at another path',
      () => putRole(trust(), [invoke()], { Path: '/' }),
      { kind: 'cannot-be-assumed', explanation: `There is no role ${ROLE}` },
    ],
    [
      'that trusts another service',
      () => putRole(trust({ Principal: { Service: 'lambda.amazonaws.com' } }), [invoke()]),
      {
        kind: 'cannot-be-assumed',
        explanation: `The trust policy of ${ROLE} lacks {"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"sts:AssumeRole"}`,
      },
    ],
    [
      'that trusts it for another account',
      () => putRole(trust({ Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } } }), [invoke()]),
      {
        kind: 'cannot-be-assumed',
        explanation: `The trust policy of ${ROLE} lacks {"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"sts:AssumeRole"}`,
      },
    ],
    [
      'that denies it',
      () =>
        putRole(
          JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Sid: 'Never', Effect: 'Deny', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:*' },
            ],
          }),
          [invoke()],
        ),
      { kind: 'cannot-be-assumed', explanation: `Never of the trust policy of ${ROLE} denies it` },
    ],
    [
      'that may do nothing',
      () => putRole(trust(), []),
      {
        kind: 'denied',
        message: `${MESSAGE} because no identity-based policy allows the sagemaker:InvokeEndpoint action`,
        explanation: `Role ${ROLE} lacks {"Effect":"Allow","Action":"sagemaker:InvokeEndpoint","Resource":"${ENDPOINT}"}`,
      },
    ],
    [
      'that may invoke another endpoint',
      () => putRole(trust(), [invoke({ Resource: `${ENDPOINT}-2` })]),
      {
        kind: 'denied',
        message: `${MESSAGE} because no identity-based policy allows the sagemaker:InvokeEndpoint action`,
        explanation: `Role ${ROLE} lacks {"Effect":"Allow","Action":"sagemaker:InvokeEndpoint","Resource":"${ENDPOINT}"}`,
      },
    ],
    [
      'that must not',
      () => putRole(trust(), [invoke(), invoke({ Effect: 'Deny' })]),
      {
        kind: 'denied',
        message: `${MESSAGE} with an explicit deny in an identity-based policy`,
        explanation: `statement 1 of p1 of ${ROLE} denies it`,
      },
    ],
    [
      'whose boundary has no room for it',
      () => putRole(trust(), [invoke()], { PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonS3FullAccess' }),
      {
        kind: 'denied',
        message: `${MESSAGE} because no permissions boundary allows the sagemaker:InvokeEndpoint action`,
        explanation: `The permissions boundary of ${ROLE} lacks {"Effect":"Allow","Action":"sagemaker:InvokeEndpoint","Resource":"${ENDPOINT}"}`,
      },
    ],
  ])('not one %s', (_what, prepare, refusal) => {
    prepare();
    expect(refuse()).toEqual(refusal as never);
    expect(refuse()).toEqual(refusal as never);
  });

  test('that changes: the next request sees it', () => {
    putRole(trust(), []);
    expect(refuse()?.kind).toBe('denied');
    putRole(trust(), [invoke()]);
    expect(refuse()).toBeUndefined();
    store.iamRoles.delete({ accountId: ACCOUNT, region: IAM_REGION }, 'r');
    identity.iamPorts.changed();
    expect(refuse()?.kind).toBe('cannot-be-assumed');
  });

  test('with a condition, asked anew for each method', () => {
    const condition = { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:*:*:api/test/GET/*' } } };
    putRole(trust(condition), [invoke()]);
    expect(refuse()).toBeUndefined();
    expect(refuse({ sourceArn: `arn:aws:execute-api:us-east-1:${ACCOUNT}:api/prod/GET/movies` })?.kind).toBe(
      'cannot-be-assumed',
    );
  });
});
