import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import type { Keys, LocalIam } from '../testing/local-iam.ts';
import { iamError, startLocalIam } from '../testing/local-iam.ts';

const ACCOUNT = '000000000000';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/r`;

let local: LocalIam;
beforeAll(async () => {
  local = await startLocalIam();
});
afterAll(() => local.close());
beforeEach(() => local.reset());

const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (Action: string, over: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...over });
const trust = (Principal: object, over: object = {}) =>
  policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...over });
const TRUSTS_ACCOUNT = trust({ AWS: ACCOUNT });

async function createRole(AssumeRolePolicyDocument: string, ...statements: object[]): Promise<void> {
  await local.iam().send(new iam.CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument }));
  if (statements.length === 0) return;
  const PolicyDocument = policy(...statements);
  await local.iam().send(new iam.PutRolePolicyCommand({ RoleName: 'r', PolicyName: 'p', PolicyDocument }));
}

/** A user with a policy of these statements, and its key. */
async function createUser(...statements: object[]): Promise<Keys> {
  await local.iam().send(new iam.CreateUserCommand({ UserName: 'bob' }));
  if (statements.length > 0) {
    const PolicyDocument = policy(...statements);
    await local.iam().send(new iam.PutUserPolicyCommand({ UserName: 'bob', PolicyName: 'p', PolicyDocument }));
  }
  const { AccessKey } = await local.iam().send(new iam.CreateAccessKeyCommand({ UserName: 'bob' }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

async function assume(keys?: Keys, over: Partial<sts.AssumeRoleCommandInput> = {}): Promise<Keys> {
  const input = { RoleArn: ROLE, RoleSessionName: 'session', ...over };
  return keysOf(await local.sts(keys).send(new sts.AssumeRoleCommand(input)));
}

function keysOf({ Credentials: c }: { readonly Credentials?: sts.Credentials | undefined }): Keys {
  return {
    accessKeyId: c?.AccessKeyId ?? '',
    secretAccessKey: c?.SecretAccessKey ?? '',
    sessionToken: c?.SessionToken ?? '',
  };
}

async function whoIs(keys?: Keys): Promise<readonly (string | undefined)[]> {
  const { Account, Arn, UserId } = await local.sts(keys).send(new sts.GetCallerIdentityCommand({}));
  return [Account, Arn, UserId];
}

const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/r/session`;

describe('who somebody is', () => {
  test('the root, a user, a session of a role, a session of a user', async () => {
    expect(await whoIs()).toEqual([ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`, ACCOUNT]);
    const bob = await createUser(allow('sts:AssumeRole'));
    const asBob = [ACCOUNT, `arn:aws:iam::${ACCOUNT}:user/bob`, expect.stringMatching(/^AIDA/)];
    expect(await whoIs(bob)).toEqual(asBob);
    await createRole(TRUSTS_ACCOUNT);
    expect(await whoIs(await assume(bob))).toEqual([ACCOUNT, SESSION, expect.stringMatching(/^AROA\w{17}:session$/)]);
    const session = keysOf(await local.sts(bob).send(new sts.GetSessionTokenCommand({})));
    expect(await whoIs(session)).toEqual(asBob);
  });

  test('of an access key only its account is told', async () => {
    const { accessKeyId } = await createUser();
    expect(await local.sts().send(new sts.GetAccessKeyInfoCommand({ AccessKeyId: accessKeyId }))).toMatchObject({
      Account: ACCOUNT,
    });
  });
});

describe('a session', () => {
  test('has a key, a token and an end, which the answer tells', async () => {
    await createRole(TRUSTS_ACCOUNT);
    const before = Date.now();
    const output = await local.sts().send(
      new sts.AssumeRoleCommand({
        RoleArn: ROLE,
        RoleSessionName: 'session',
        DurationSeconds: 900,
        Policy: policy(allow('s3:*')),
      }),
    );
    expect(output.AssumedRoleUser).toEqual({
      Arn: SESSION,
      AssumedRoleId: expect.stringMatching(/^AROA\w{17}:session$/),
    });
    expect(output.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(output.PackedPolicySize).toBe(5);
    const lifetime = (output.Credentials?.Expiration?.getTime() ?? 0) - before;
    expect(lifetime > 898_000 && lifetime < 902_000).toBe(true);
  });

  test('may do what its role may', async () => {
    await createRole(TRUSTS_ACCOUNT, allow('iam:ListUsers'));
    const session = await assume();
    expect((await local.iam(session).send(new iam.ListUsersCommand({}))).Users).toEqual([]);
    expect(await iamError(local.iam(session).send(new iam.ListRolesCommand({})))).toEqual([
      'AccessDenied',
      403,
      `User: ${SESSION} is not authorized to perform: iam:ListRoles on resource: * because no identity-based policy allows the iam:ListRoles action`,
    ]);
  });

  test('sees at once what changes for its role', async () => {
    await createRole(TRUSTS_ACCOUNT);
    const session = await assume();
    const list = () => local.iam(session).send(new iam.ListUsersCommand({}));
    expect((await iamError(list()))[0]).toBe('AccessDenied');
    await local
      .iam()
      .send(new iam.AttachRolePolicyCommand({ RoleName: 'r', PolicyArn: 'arn:aws:iam::aws:policy/IAMFullAccess' }));
    expect((await list()).Users).toEqual([]);
    await local
      .iam()
      .send(new iam.DetachRolePolicyCommand({ RoleName: 'r', PolicyArn: 'arn:aws:iam::aws:policy/IAMFullAccess' }));
    expect((await iamError(list()))[0]).toBe('AccessDenied');
  });

  test.each<[what: string, over: Partial<sts.AssumeRoleCommandInput>, message: string]>([
    [
      'a session policy',
      { Policy: policy(allow('iam:ListRoles')) },
      'because no session policy allows the iam:ListUsers action',
    ],
    [
      'a session policy that denies',
      { Policy: policy(allow('*'), { ...allow('iam:*'), Effect: 'Deny' }) },
      'with an explicit deny in a session policy',
    ],
    [
      'a managed policy',
      { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonS3FullAccess' }] },
      'because no session policy allows the iam:ListUsers action',
    ],
  ])('is narrowed by %s', async (_what, over, message) => {
    await createRole(TRUSTS_ACCOUNT, allow('iam:*'));
    const [code, , text] = await iamError(local.iam(await assume(undefined, over)).send(new iam.ListUsersCommand({})));
    expect([code, text]).toEqual([
      'AccessDenied',
      `User: ${SESSION} is not authorized to perform: iam:ListUsers on resource: * ${message}`,
    ]);
  });

  test('is bounded by the boundary of its role', async () => {
    await createRole(TRUSTS_ACCOUNT, allow('iam:*'));
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
    await local.iam().send(new iam.PutRolePermissionsBoundaryCommand({ RoleName: 'r', PermissionsBoundary }));
    const [, , text] = await iamError(local.iam(await assume()).send(new iam.ListUsersCommand({})));
    expect(text).toMatch(/because no permissions boundary allows the iam:ListUsers action$/);
  });

  test('ends when its time is over', async () => {
    await createRole(TRUSTS_ACCOUNT);
    local.ahead = -3_601_000;
    const session = await assume();
    expect(await iamError(whoIs(session))).toEqual([
      'ExpiredToken',
      403,
      'The security token included in the request is expired',
    ]);
  });

  test('ends with its role, also when another takes its name', async () => {
    await createRole(TRUSTS_ACCOUNT);
    const session = await assume();
    await local.iam().send(new iam.DeleteRoleCommand({ RoleName: 'r' }));
    await createRole(TRUSTS_ACCOUNT, allow('*'));
    expect(await iamError(whoIs(session))).toEqual([
      'InvalidClientTokenId',
      403,
      'The security token included in the request is invalid.',
    ]);
  });

  test.each<[what: string, change: (session: Keys) => Keys, code: string]>([
    [
      'without its token',
      ({ accessKeyId, secretAccessKey }) => ({ accessKeyId, secretAccessKey }),
      'InvalidClientTokenId',
    ],
    [
      'with a token that was changed',
      (session) => ({ ...session, sessionToken: `${session.sessionToken?.slice(0, -8)}AAAAAAA=` }),
      'InvalidClientTokenId',
    ],
    [
      'with the key of another',
      (session) => ({ ...session, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }),
      'InvalidClientTokenId',
    ],
    ['with another secret', (session) => ({ ...session, secretAccessKey: 'x' }), 'SignatureDoesNotMatch'],
  ])('is nobody %s', async (_what, change, code) => {
    await createRole(TRUSTS_ACCOUNT);
    expect((await iamError(whoIs(change(await assume()))))[0]).toBe(code);
  });

  test('outlives the process that made it', async () => {
    await createRole(TRUSTS_ACCOUNT);
    const { accessKeyId, sessionToken } = await assume();
    const { createIdentity } = await import('../identity.ts');
    const { randomBytes } = await import('node:crypto');
    const later = createIdentity({ store: local.store(), now: Date.now, randomBytes });
    expect(later.credentials(accessKeyId, sessionToken)?.arn).toBe(SESSION);
  });
});

describe('a role is assumed by those whom it trusts', () => {
  test.each<
    [
      what: string,
      trustPolicy: string,
      statements: object[],
      over: Partial<sts.AssumeRoleCommandInput>,
      outcome: string,
    ]
  >([
    ['its account, and the user may', TRUSTS_ACCOUNT, [allow('sts:AssumeRole')], {}, 'assumed'],
    [
      'its account, and the user may not',
      TRUSTS_ACCOUNT,
      [],
      {},
      'because no identity-based policy allows the sts:AssumeRole action',
    ],
    [
      'the user itself, who needs no policy then',
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:user/bob` }),
      [],
      {},
      'assumed',
    ],
    [
      'a service',
      trust({ Service: 'apigateway.amazonaws.com' }),
      [],
      {},
      'because no role trust policy allows the sts:AssumeRole action',
    ],
    [
      'another account',
      trust({ AWS: '111111111111' }),
      [allow('sts:AssumeRole')],
      {},
      'because no role trust policy allows the sts:AssumeRole action',
    ],
    [
      'with an external id that is missing',
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:user/bob` }, { Condition: { StringEquals: { 'sts:ExternalId': 'x1' } } }),
      [],
      {},
      'because no role trust policy allows the sts:AssumeRole action',
    ],
    [
      'with an external id',
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:user/bob` }, { Condition: { StringEquals: { 'sts:ExternalId': 'x1' } } }),
      [],
      { ExternalId: 'x1' },
      'assumed',
    ],
    [
      'but denied by name',
      policy(
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' },
        { Effect: 'Deny', Action: 'sts:*', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/bob` } },
      ),
      [],
      {},
      'with an explicit deny in the role trust policy',
    ],
    [
      'tags without sts:TagSession',
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:user/bob` }),
      [],
      { Tags: [{ Key: 'a', Value: 'b' }] },
      'because no role trust policy allows the sts:TagSession action',
    ],
  ])('%s', async (_what, trustPolicy, statements, over, outcome) => {
    const bob = await createUser(...statements);
    await createRole(trustPolicy);
    const answer = await assume(bob, over).then(
      () => 'assumed',
      (error: Error) => error.message,
    );
    expect(answer.endsWith(outcome) ? outcome : answer).toBe(outcome);
  });

  test('another role, for an hour at most', async () => {
    await local.iam().send(new iam.CreateRoleCommand({ RoleName: 'first', AssumeRolePolicyDocument: TRUSTS_ACCOUNT }));
    const first = await assume(undefined, { RoleArn: `arn:aws:iam::${ACCOUNT}:role/first` });
    await createRole(trust({ AWS: `arn:aws:iam::${ACCOUNT}:role/first` }));
    await local.iam().send(new iam.UpdateRoleCommand({ RoleName: 'r', MaxSessionDuration: 7200 }));
    expect(await whoIs(await assume(first))).toContain(SESSION);
    expect(await iamError(assume(first, { DurationSeconds: 3601 }))).toEqual([
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    ]);
  });
});

describe('refused in the words of the service:', () => {
  test.each<[what: string, over: Partial<sts.AssumeRoleCommandInput>, code: string, status: number, message: string]>([
    [
      'a role that is not there',
      { RoleArn: `arn:aws:iam::${ACCOUNT}:role/none` },
      'AccessDenied',
      403,
      `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${ACCOUNT}:role/none`,
    ],
    [
      'a role at another path',
      { RoleArn: `arn:aws:iam::${ACCOUNT}:role/a/r` },
      'AccessDenied',
      403,
      `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${ACCOUNT}:role/a/r`,
    ],
    [
      'what is no role',
      { RoleArn: `arn:aws:iam::${ACCOUNT}:user/bob` },
      'ValidationError',
      400,
      `arn:aws:iam::${ACCOUNT}:user/bob is invalid`,
    ],
    [
      'no session name',
      { RoleSessionName: undefined },
      'ValidationError',
      400,
      "1 validation error detected: Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a short session name',
      { RoleSessionName: 'a' },
      'ValidationError',
      400,
      "1 validation error detected: Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [
      'an odd session name',
      { RoleSessionName: 'a b' },
      'ValidationError',
      400,
      "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ],
    [
      'too short a time',
      { DurationSeconds: 899 },
      'ValidationError',
      400,
      "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      'too long a time',
      { DurationSeconds: 3601 },
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
    ['a session policy that is none', { Policy: '{}' }, 'MalformedPolicyDocument', 400, 'Syntax errors in policy.'],
    [
      'a managed policy that is not there',
      { PolicyArns: [{ arn: `arn:aws:iam::${ACCOUNT}:policy/none` }] },
      'NoSuchEntity',
      404,
      `Policy arn:aws:iam::${ACCOUNT}:policy/none was not found.`,
    ],
  ])('%s', async (_what, over, code, status, message) => {
    await createRole(TRUSTS_ACCOUNT);
    expect(await iamError(assume(undefined, over))).toEqual([code, status, message]);
  });

  test('a session asks for a session', async () => {
    await createRole(TRUSTS_ACCOUNT, allow('*'));
    const session = await assume();
    expect(await iamError(local.sts(session).send(new sts.GetSessionTokenCommand({})))).toEqual([
      'AccessDenied',
      403,
      'Cannot call GetSessionToken with session credentials',
    ]);
  });
});
