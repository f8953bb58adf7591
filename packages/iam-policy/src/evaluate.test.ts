// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of policies look like JavaScript's
import { describe, expect, test } from 'bun:test';
import { compilePolicy } from './compile-policy.ts';
import { describeDenial } from './describe-denial.ts';
import type { PolicySet } from './evaluate.ts';
import { evaluate } from './evaluate.ts';
import { parsePolicy } from './parse-policy.ts';
import type { Principal } from './principal.ts';
import { requestContext } from './request-context.ts';

const ACCOUNT = '000000000000';
const BUCKET = 'arn:aws:s3:::b/k';
const user: Principal = { kind: 'user', arn: `arn:aws:iam::${ACCOUNT}:user/bob`, accountId: ACCOUNT };
const session: Principal = {
  kind: 'session',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/r/s`,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/path/r`,
  accountId: ACCOUNT,
};
const root: Principal = { kind: 'root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT };
const gateway: Principal = { kind: 'service', service: 'apigateway.amazonaws.com' };
const anonymous: Principal = { kind: 'anonymous' };

const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (over: object = {}) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...over });
const deny = (over: object = {}) => ({ ...allow(over), Effect: 'Deny' });
const to = (principal: unknown) => allow({ Principal: principal });

interface Given {
  readonly identity?: object;
  readonly boundary?: object;
  readonly session?: object;
  readonly resource?: object;
  readonly isCrossAccount?: boolean;
  readonly needsResource?: boolean;
}

function setOf(given: Given): PolicySet {
  const compile = (document: object, kind: 'identity' | 'resource', name: string) =>
    compilePolicy(parsePolicy(JSON.stringify(document), kind), name);
  return {
    identity: given.identity === undefined ? [] : [compile(given.identity, 'identity', 'mine')],
    ...(given.boundary !== undefined && { boundary: compile(given.boundary, 'identity', 'boundary') }),
    ...(given.session !== undefined && { session: [compile(given.session, 'identity', 'session')] }),
    ...(given.resource !== undefined && { resource: compile(given.resource, 'resource', 'of the bucket') }),
    ...(given.isCrossAccount !== undefined && { isCrossAccount: given.isCrossAccount }),
    ...(given.needsResource !== undefined && { needsResource: given.needsResource }),
  };
}

function decide(given: Given, principal: Principal, action = 's3:GetObject', resource = BUCKET): string {
  const decision = evaluate(setOf(given), { principal, action, resource, context: requestContext([]) });
  return decision.outcome === 'allowed' ? 'allowed' : `${decision.outcome} ${decision.policyType}`;
}

describe('decisions', () => {
  test.each<[what: string, given: Given, principal: Principal, decision: string]>([
    ['nothing is allowed by nothing', {}, user, 'implicitDeny identity'],
    ['the identity allows', { identity: policy(allow()) }, user, 'allowed'],
    ['deny wins over allow', { identity: policy(allow(), deny()) }, user, 'explicitDeny identity'],
    ['deny wins wherever it stands', { identity: policy(deny(), allow()) }, user, 'explicitDeny identity'],
    ['another action', { identity: policy(allow({ Action: 's3:PutObject' })) }, user, 'implicitDeny identity'],
    ['actions have no case', { identity: policy(allow({ Action: 'S3:getobject' })) }, user, 'allowed'],
    ['actions have wildcards', { identity: policy(allow({ Action: 's3:Get?bj*' })) }, user, 'allowed'],
    [
      'NotAction allows the others',
      { identity: policy(allow({ Action: undefined, NotAction: 's3:PutObject' })) },
      user,
      'allowed',
    ],
    [
      'NotAction leaves out its own',
      { identity: policy(allow({ Action: undefined, NotAction: 's3:Get*' })) },
      user,
      'implicitDeny identity',
    ],
    [
      'resources have case',
      { identity: policy(allow({ Resource: 'arn:aws:s3:::B/*' })) },
      user,
      'implicitDeny identity',
    ],
    [
      'one of many resources',
      { identity: policy(allow({ Resource: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'] })) },
      user,
      'allowed',
    ],
    [
      'NotResource',
      { identity: policy(allow({ Resource: undefined, NotResource: 'arn:aws:s3:::b/*' })) },
      user,
      'implicitDeny identity',
    ],
    [
      'NotResource of another',
      { identity: policy(allow({ Resource: undefined, NotResource: 'arn:aws:s3:::a/*' })) },
      user,
      'allowed',
    ],
    [
      'an empty list of actions is for nothing',
      { identity: policy(allow({ Action: [] })) },
      user,
      'implicitDeny identity',
    ],

    ['a boundary that allows', { identity: policy(allow()), boundary: policy(allow()) }, user, 'allowed'],
    [
      'a boundary that does not',
      { identity: policy(allow()), boundary: policy(allow({ Action: 'iam:*' })) },
      user,
      'implicitDeny boundary',
    ],
    [
      'a boundary that denies',
      { identity: policy(allow()), boundary: policy(allow(), deny()) },
      user,
      'explicitDeny boundary',
    ],
    ['a boundary allows nothing by itself', { boundary: policy(allow()) }, user, 'implicitDeny identity'],
    [
      'a session that is narrowed',
      { identity: policy(allow()), session: policy(allow({ Action: 'iam:*' })) },
      session,
      'implicitDeny session',
    ],
    ['a session policy allows nothing by itself', { session: policy(allow()) }, session, 'implicitDeny identity'],
    [
      'a session policy that denies',
      { identity: policy(allow()), session: policy(deny()) },
      session,
      'explicitDeny session',
    ],

    [
      'the resource allows the user',
      { resource: policy(to({ AWS: user.kind === 'user' ? user.arn : '' })) },
      user,
      'allowed',
    ],
    [
      'the resource allows the user, whatever the boundary',
      {
        resource: policy(to({ AWS: `arn:aws:iam::${ACCOUNT}:user/bob` })),
        boundary: policy(allow({ Action: 'iam:*' })),
      },
      user,
      'allowed',
    ],
    [
      'the resource allows another user',
      { resource: policy(to({ AWS: `arn:aws:iam::${ACCOUNT}:user/eve` })) },
      user,
      'implicitDeny identity',
    ],
    [
      'the resource allows the account: the account decides',
      { resource: policy(to({ AWS: ACCOUNT })) },
      user,
      'implicitDeny identity',
    ],
    [
      'the resource allows the account, its policies the user',
      { resource: policy(to({ AWS: `arn:aws:iam::${ACCOUNT}:root` })), identity: policy(allow()) },
      user,
      'allowed',
    ],
    ['the resource allows the account: its root', { resource: policy(to({ AWS: ACCOUNT })) }, root, 'allowed'],
    ['the resource allows everybody', { resource: policy(to('*')) }, anonymous, 'allowed'],
    ['nobody is asked of the anonymous', {}, anonymous, 'implicitDeny identity'],
    [
      'the resource denies',
      { identity: policy(allow()), resource: policy(deny({ Principal: '*' })) },
      user,
      'explicitDeny resource',
    ],
    [
      'the resource allows the role',
      { resource: policy(to({ AWS: `arn:aws:iam::${ACCOUNT}:role/path/r` })) },
      session,
      'allowed',
    ],
    [
      'the resource allows the role, the session policy does not',
      {
        resource: policy(to({ AWS: `arn:aws:iam::${ACCOUNT}:role/path/r` })),
        session: policy(allow({ Action: 'iam:*' })),
      },
      session,
      'implicitDeny session',
    ],
    [
      'the resource allows the session, whatever its policy',
      {
        resource: policy(to({ AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/r/s` })),
        session: policy(allow({ Action: 'iam:*' })),
      },
      session,
      'allowed',
    ],
    [
      'the resource allows everybody, the session policy does not',
      { resource: policy(to('*')), session: policy(allow({ Action: 'iam:*' })) },
      session,
      'implicitDeny session',
    ],
    [
      'the resource allows a service',
      { resource: policy(to({ Service: 'apigateway.amazonaws.com' })) },
      gateway,
      'allowed',
    ],
    [
      'the resource allows another service',
      { resource: policy(to({ Service: 'lambda.amazonaws.com' })) },
      gateway,
      'implicitDeny identity',
    ],
    ['a star of accounts is no service', { resource: policy(to({ AWS: '*' })) }, gateway, 'implicitDeny identity'],
    [
      'NotPrincipal denies the others',
      {
        identity: policy(allow()),
        resource: policy(deny({ NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:user/eve` } })),
      },
      user,
      'explicitDeny resource',
    ],
    [
      'NotPrincipal spares its own',
      {
        identity: policy(allow()),
        resource: policy(deny({ NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:user/bob` } })),
      },
      user,
      'allowed',
    ],

    [
      'another account: both must allow',
      { identity: policy(allow()), isCrossAccount: true },
      user,
      'implicitDeny resource',
    ],
    [
      'another account: the resource is not enough',
      { resource: policy(to('*')), isCrossAccount: true },
      user,
      'implicitDeny identity',
    ],
    [
      'another account: both allow',
      { identity: policy(allow()), resource: policy(to({ AWS: ACCOUNT })), isCrossAccount: true },
      user,
      'allowed',
    ],
  ])('%s', (_what, given, principal, decision) => {
    expect(decide(given, principal)).toBe(decision);
  });

  test('the statement that decided is named', () => {
    const given = { identity: policy(allow(), deny({ Sid: 'NeverThis' }), deny()) };
    const decision = evaluate(setOf(given), {
      principal: user,
      action: 's3:GetObject',
      resource: BUCKET,
      context: requestContext([]),
    });
    expect(decision).toEqual({
      outcome: 'explicitDeny',
      policyType: 'identity',
      statements: [
        { policyType: 'identity', policyName: 'mine', label: 'NeverThis', index: 1 },
        { policyType: 'identity', policyName: 'mine', label: 'statement 3', index: 2 },
      ],
    });
  });

  test('variables stand in resources of policies of 2012 only', () => {
    const context = requestContext([['aws:username', ['bob']]]);
    const mine = (version: string) => {
      const document = { Version: version, Statement: to('*') };
      document.Statement = { ...document.Statement, Resource: 'arn:aws:s3:::${aws:username}/*' } as never;
      const compiled = compilePolicy(parsePolicy(JSON.stringify(document), 'resource'), 'p');
      return evaluate(
        { identity: [], resource: compiled },
        { principal: user, action: 's3:GetObject', resource: 'arn:aws:s3:::bob/k', context },
      ).outcome;
    };
    expect([mine('2012-10-17'), mine('2008-10-17')]).toEqual(['allowed', 'implicitDeny']);
  });
});

describe('a denial in words', () => {
  const request = { arn: 'arn:aws:iam::000000000000:user/bob', action: 's3:GetObject', resource: BUCKET };
  const start = `User: ${request.arn} is not authorized to perform: s3:GetObject on resource: ${BUCKET} `;
  test.each<[Given, Principal, string]>([
    [{}, user, 'because no identity-based policy allows the s3:GetObject action'],
    [{ identity: policy(deny()) }, user, 'with an explicit deny in an identity-based policy'],
    [
      { identity: policy(allow()), boundary: policy(allow({ Action: 'iam:*' })) },
      user,
      'because no permissions boundary allows the s3:GetObject action',
    ],
    [{ boundary: policy(deny()) }, user, 'with an explicit deny in a permissions boundary'],
    [
      { identity: policy(allow()), session: policy(allow({ Action: 'iam:*' })) },
      session,
      'because no session policy allows the s3:GetObject action',
    ],
    [{ session: policy(deny()) }, session, 'with an explicit deny in a session policy'],
    [{ isCrossAccount: true }, user, 'because no resource-based policy allows the s3:GetObject action'],
    [{ resource: policy(deny({ Principal: '*' })) }, user, 'with an explicit deny in a resource-based policy'],
  ])('%j', (given, principal, end) => {
    const decision = evaluate(setOf(given), { principal, ...request, context: requestContext([]) });
    expect(decision.outcome === 'allowed' ? '' : describeDenial(decision, request)).toBe(start + end);
  });

  test('of AssumeRole', () => {
    const assume = { ...request, action: 'sts:AssumeRole', resource: 'arn:aws:iam::000000000000:role/r' };
    expect(describeDenial({ outcome: 'implicitDeny', policyType: 'resource' }, assume)).toBe(
      'User: arn:aws:iam::000000000000:user/bob is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::000000000000:role/r because no role trust policy allows the sts:AssumeRole action',
    );
  });
});
