import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import * as sdk from '@aws-sdk/client-iam';
import { ACCOUNT, DOCUMENT, group, iamCalls, POLICY, policy, role, TRUST, user } from '../testing/iam-calls.ts';
import type { LocalIam } from '../testing/local-iam.ts';
import { iamError, startLocalIam } from '../testing/local-iam.ts';
import { IAM_OPERATIONS } from './operations.ts';

let local: LocalIam;
beforeAll(async () => {
  local = await startLocalIam();
});
afterAll(() => local.close());
beforeEach(() => local.reset());

const { call, calls } = iamCalls(() => local);

test('every operation is one of the SDK', () => {
  const names = Object.keys(sdk);
  expect([...IAM_OPERATIONS.keys()].filter((name) => !names.includes(`${name}Command`))).toEqual([]);
});

describe('users', () => {
  test('are created with path and tags, listed without tags, renamed with their keys, deleted', async () => {
    const { User } = await call('CreateUser', { UserName: 'Bob', Path: '/team/', Tags: [{ Key: 'a', Value: 'b' }] });
    expect(User).toEqual({
      Path: '/team/',
      UserName: 'Bob',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${ACCOUNT}:user/team/Bob`,
      CreateDate: expect.any(Date),
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(await call('GetUser', { UserName: 'bob' })).toEqual({ User });
    const { Tags: _, ...listed } = User as Record<string, unknown>;
    expect(await call('ListUsers', { PathPrefix: '/te' })).toEqual({ Users: [listed], IsTruncated: false });
    expect(await call('ListUsers', { PathPrefix: '/x/' })).toEqual({ Users: [], IsTruncated: false });
    await call('CreateAccessKey', { UserName: 'Bob' });
    await call('UpdateUser', { UserName: 'Bob', NewUserName: 'Rob', NewPath: '/' });
    expect(await call('ListAccessKeys', { UserName: 'Rob' })).toMatchObject({
      AccessKeyMetadata: [{ UserName: 'Rob' }],
    });
    expect((await call('GetUser', { UserName: 'Rob' }))['User']).toMatchObject({
      Arn: `arn:aws:iam::${ACCOUNT}:user/Rob`,
    });
  });

  test('the root asks for itself', async () => {
    expect((await call('GetUser'))['User']).toMatchObject({ UserId: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:root` });
  });

  test('have access keys: made once with a secret, switched off, deleted', async () => {
    await calls(user);
    const { AccessKey } = await call('CreateAccessKey', { UserName: 'bob' });
    const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey as sdk.AccessKey;
    expect([AccessKeyId, SecretAccessKey]).toEqual([
      expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
    ]);
    const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
    expect(
      await local
        .iam(keys)
        .send(new sdk.ListAccessKeysCommand({}))
        .catch((e: Error) => e.message),
    ).toBe(
      `User: arn:aws:iam::${ACCOUNT}:user/bob is not authorized to perform: iam:ListAccessKeys on resource: arn:aws:iam::${ACCOUNT}:user/bob because no identity-based policy allows the iam:ListAccessKeys action`,
    );
    await call('AttachUserPolicy', { UserName: 'bob', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' });
    const { AccessKeyMetadata } = await local.iam(keys).send(new sdk.ListAccessKeysCommand({}));
    expect(AccessKeyMetadata).toEqual([
      { UserName: 'bob', AccessKeyId, Status: 'Active', CreateDate: expect.any(Date) },
    ]);
    await call('UpdateAccessKey', { UserName: 'bob', AccessKeyId, Status: 'Inactive' });
    expect(await iamError(local.iam(keys).send(new sdk.GetUserCommand({})))).toEqual([
      'InvalidClientTokenId',
      403,
      'The security token included in the request is invalid.',
    ]);
    await call('DeleteAccessKey', { UserName: 'bob', AccessKeyId });
    expect(await call('ListAccessKeys', { UserName: 'bob' })).toEqual({ AccessKeyMetadata: [], IsTruncated: false });
  });

  test('belong to groups', async () => {
    await calls(user, group, ['AddUserToGroup', { UserName: 'bob', GroupName: 'g' }]);
    await call('AddUserToGroup', { UserName: 'bob', GroupName: 'G' });
    expect(await call('GetGroup', { GroupName: 'g' })).toMatchObject({
      Group: { GroupName: 'g' },
      Users: [{ UserName: 'bob' }],
    });
    expect(await call('ListGroupsForUser', { UserName: 'bob' })).toMatchObject({ Groups: [{ GroupName: 'g' }] });
    expect(await call('ListGroups')).toMatchObject({ Groups: [{ GroupName: 'g' }] });
    await calls(['RemoveUserFromGroup', { UserName: 'bob', GroupName: 'g' }], ['DeleteGroup', { GroupName: 'g' }]);
    expect(await call('ListGroups')).toEqual({ Groups: [], IsTruncated: false });
  });
});

describe('roles', () => {
  test('keep their trust policy, percent-encoded in answers', async () => {
    const input = {
      RoleName: 'r',
      Path: '/service-role/',
      AssumeRolePolicyDocument: TRUST,
      Description: 'd*',
      MaxSessionDuration: 7200,
    };
    const { Role } = await call('CreateRole', input);
    expect(Role).toEqual({
      Path: '/service-role/',
      RoleName: 'r',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${ACCOUNT}:role/service-role/r`,
      CreateDate: expect.any(Date),
      AssumeRolePolicyDocument: encodeURIComponent(TRUST),
      Description: 'd*',
      MaxSessionDuration: 7200,
    });
    await call('UpdateRole', { RoleName: 'r', MaxSessionDuration: 3600 });
    await call('UpdateRoleDescription', { RoleName: 'r', Description: 'e' });
    await call('UpdateAssumeRolePolicy', { RoleName: 'r', PolicyDocument: TRUST.replace('apigateway', 'sagemaker') });
    expect(await call('GetRole', { RoleName: 'r' })).toMatchObject({
      Role: {
        Description: 'e',
        MaxSessionDuration: 3600,
        AssumeRolePolicyDocument: expect.stringContaining('sagemaker'),
      },
    });
    expect(await call('ListInstanceProfilesForRole', { RoleName: 'r' })).toEqual({
      InstanceProfiles: [],
      IsTruncated: false,
    });
    await call('DeleteRole', { RoleName: 'r' });
    expect(await call('ListRoles')).toEqual({ Roles: [], IsTruncated: false });
  });

  test('are listed in pages', async () => {
    for (const name of ['c', 'a', 'b']) await call('CreateRole', { RoleName: name, AssumeRolePolicyDocument: TRUST });
    const first = await call('ListRoles', { MaxItems: 2 });
    expect(first).toMatchObject({ IsTruncated: true, Roles: [{ RoleName: 'a' }, { RoleName: 'b' }] });
    await call('DeleteRole', { RoleName: 'b' });
    expect(await call('ListRoles', { Marker: first['Marker'] })).toMatchObject({
      IsTruncated: false,
      Roles: [{ RoleName: 'c' }],
    });
  });
});

describe.each([
  ['User', user, { UserName: 'bob' }],
  ['Group', group, { GroupName: 'g' }],
  ['Role', role, { RoleName: 'r' }],
] as const)('policies of a %s', (kind, create, name) => {
  test('inline: put, read, listed, replaced, deleted', async () => {
    await calls(create, [`Put${kind}Policy`, { ...name, PolicyName: 'x', PolicyDocument: DOCUMENT }]);
    expect(await call(`Get${kind}Policy`, { ...name, PolicyName: 'x' })).toEqual({
      ...name,
      PolicyName: 'x',
      PolicyDocument: encodeURIComponent(DOCUMENT).replaceAll('*', '%2A'),
    });
    await call(`Put${kind}Policy`, { ...name, PolicyName: 'x', PolicyDocument: DOCUMENT.replace('Allow', 'Deny') });
    expect(await call(`List${kind}Policies`, name)).toEqual({ PolicyNames: ['x'], IsTruncated: false });
    await call(`Delete${kind}Policy`, { ...name, PolicyName: 'x' });
    expect(await call(`List${kind}Policies`, name)).toEqual({ PolicyNames: [], IsTruncated: false });
  });

  test('managed: attached once, listed, detached', async () => {
    await calls(create, policy);
    const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';
    await calls([`Attach${kind}Policy`, { ...name, PolicyArn }], [`Attach${kind}Policy`, { ...name, PolicyArn }]);
    await call(`Attach${kind}Policy`, { ...name, PolicyArn: POLICY });
    expect(await call(`ListAttached${kind}Policies`, name)).toEqual({
      AttachedPolicies: [
        { PolicyName: 'p', PolicyArn: POLICY },
        { PolicyName: 'AmazonAPIGatewayPushToCloudWatchLogs', PolicyArn },
      ],
      IsTruncated: false,
    });
    expect(await call('GetPolicy', { PolicyArn: POLICY })).toMatchObject({ Policy: { AttachmentCount: 1 } });
    expect(await call('ListEntitiesForPolicy', { PolicyArn: POLICY })).toMatchObject({
      [`Policy${kind}s`]: [name],
      IsTruncated: false,
    });
    await call(`Detach${kind}Policy`, { ...name, PolicyArn: POLICY });
    expect((await call(`ListAttached${kind}Policies`, name))['AttachedPolicies']).toHaveLength(1);
  });
});

describe('managed policies', () => {
  test('have versions; the default one counts and stays', async () => {
    expect((await call(...policy))['Policy']).toEqual({
      PolicyName: 'p',
      PolicyId: expect.stringMatching(/^ANPA/),
      Arn: POLICY,
      Path: '/',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: expect.any(Date),
      UpdateDate: expect.any(Date),
    });
    await call('CreatePolicyVersion', { PolicyArn: POLICY, PolicyDocument: DOCUMENT });
    await call('CreatePolicyVersion', { PolicyArn: POLICY, PolicyDocument: DOCUMENT, SetAsDefault: true });
    const ids = async () =>
      ((await call('ListPolicyVersions', { PolicyArn: POLICY }))['Versions'] as sdk.PolicyVersion[]).map(
        ({ VersionId, IsDefaultVersion }) => `${VersionId}${IsDefaultVersion ? ' default' : ''}`,
      );
    expect(await ids()).toEqual(['v3 default', 'v2', 'v1']);
    await calls(
      ['SetDefaultPolicyVersion', { PolicyArn: POLICY, VersionId: 'v2' }],
      ['DeletePolicyVersion', { PolicyArn: POLICY, VersionId: 'v3' }],
      ['CreatePolicyVersion', { PolicyArn: POLICY, PolicyDocument: DOCUMENT }],
    );
    expect(await ids()).toEqual(['v4', 'v2 default', 'v1']);
    expect(await call('GetPolicyVersion', { PolicyArn: POLICY, VersionId: 'v1' })).toMatchObject({
      PolicyVersion: { VersionId: 'v1', IsDefaultVersion: false, Document: expect.stringContaining('InvokeEndpoint') },
    });
  });

  test("AWS's own are there, with documents that can be read", async () => {
    const { Policies } = (await call('ListPolicies', { Scope: 'AWS' })) as { Policies: sdk.Policy[] };
    const names = Policies.map(({ PolicyName }) => PolicyName);
    for (const name of ['AmazonSageMakerFullAccess', 'AmazonS3ReadOnlyAccess', 'AdministratorAccess'])
      expect(names).toContain(name);
    for (const { Arn } of Policies) {
      const { PolicyVersion } = await call('GetPolicyVersion', { PolicyArn: Arn, VersionId: 'v1' });
      const text = decodeURIComponent((PolicyVersion as sdk.PolicyVersion).Document ?? '');
      await call('CreatePolicy', { PolicyName: 'x', PolicyDocument: text });
      await call('DeletePolicy', { PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/x` });
    }
    await calls(policy);
    expect(((await call('ListPolicies', { Scope: 'Local' })) as { Policies: unknown[] }).Policies).toHaveLength(1);
  });
});

describe('tags and boundaries', () => {
  test.each([
    ['User', user, { UserName: 'bob' }],
    ['Role', role, { RoleName: 'r' }],
    ['Policy', policy, { PolicyArn: POLICY }],
  ] as const)('tags of a %s', async (kind, create, name) => {
    await calls(create, [
      `Tag${kind}`,
      {
        ...name,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '' },
        ],
      },
    ]);
    await calls(
      [`Tag${kind}`, { ...name, Tags: [{ Key: 'A', Value: '2' }] }],
      [`Untag${kind}`, { ...name, TagKeys: ['b'] }],
    );
    expect(await call(`List${kind}Tags`, name)).toEqual({ Tags: [{ Key: 'A', Value: '2' }], IsTruncated: false });
  });

  test.each([
    ['User', user, { UserName: 'bob' }],
    ['Role', role, { RoleName: 'r' }],
  ] as const)('a boundary of a %s', async (kind, create, name) => {
    await calls(create, policy, [`Put${kind}PermissionsBoundary`, { ...name, PermissionsBoundary: POLICY }]);
    expect(await call(`Get${kind}`, name)).toMatchObject({
      [kind]: {
        PermissionsBoundary: { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: POLICY },
      },
    });
    expect(await call('GetPolicy', { PolicyArn: POLICY })).toMatchObject({
      Policy: { PermissionsBoundaryUsageCount: 1 },
    });
    await call(`Delete${kind}PermissionsBoundary`, name);
    expect((await call(`Get${kind}`, name))[kind]).not.toHaveProperty('PermissionsBoundary');
  });
});

describe('simulation', () => {
  test('of policies that are nobody’s: decisions, statements, missing keys', async () => {
    const deny = {
      Effect: 'Deny',
      Action: 's3:*',
      Resource: 'arn:aws:s3:::secret/*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }, deny],
    });
    const output = await call('SimulateCustomPolicy', {
      PolicyInputList: [document],
      ActionNames: ['s3:GetObject', 's3:PutObject'],
      ResourceArns: ['arn:aws:s3:::secret/k'],
      ContextEntries: [
        { ContextKeyName: 'aws:SecureTransport', ContextKeyValues: ['false'], ContextKeyType: 'boolean' },
      ],
    });
    expect(output['EvaluationResults']).toMatchObject([
      {
        EvalActionName: 's3:GetObject',
        EvalResourceName: 'arn:aws:s3:::secret/k',
        EvalDecision: 'explicitDeny',
        MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1' }],
      },
      { EvalActionName: 's3:PutObject', EvalDecision: 'explicitDeny' },
    ]);
    const without = await call('SimulateCustomPolicy', {
      PolicyInputList: [document],
      ActionNames: ['s3:GetObject'],
      ResourceArns: ['arn:aws:s3:::secret/k'],
    });
    expect(without['EvaluationResults']).toMatchObject([
      { EvalDecision: 'allowed', MissingContextValues: ['aws:SecureTransport'] },
    ]);
  });

  test('of a role, with its boundary; of a user through its group', async () => {
    await calls(role, policy, user, group, ['AddUserToGroup', { UserName: 'bob', GroupName: 'g' }]);
    await calls(
      ['AttachRolePolicy', { RoleName: 'r', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
      ['PutRolePermissionsBoundary', { RoleName: 'r', PermissionsBoundary: POLICY }],
      ['AttachGroupPolicy', { GroupName: 'g', PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' }],
    );
    const decisions = async (PolicySourceArn: string) =>
      (
        (
          await call('SimulatePrincipalPolicy', {
            PolicySourceArn,
            ActionNames: ['sagemaker:InvokeEndpoint', 's3:GetObject'],
          })
        )['EvaluationResults'] as sdk.EvaluationResult[]
      ).map(({ EvalDecision }) => EvalDecision);
    expect(await decisions(`arn:aws:iam::${ACCOUNT}:role/r`)).toEqual(['allowed', 'implicitDeny']);
    expect(await decisions(`arn:aws:iam::${ACCOUNT}:user/bob`)).toEqual(['implicitDeny', 'allowed']);
    expect(await decisions(`arn:aws:iam::${ACCOUNT}:group/g`)).toEqual(['implicitDeny', 'allowed']);
    expect(await iamError(decisions(`arn:aws:iam::${ACCOUNT}:role/none`))).toEqual([
      'NoSuchEntity',
      404,
      'The role with name none cannot be found.',
    ]);
  });
});

test('an operation that is refused leaves no trace', async () => {
  await calls(role);
  await iamError(call('PutRolePolicy', { RoleName: 'r', PolicyName: 'x', PolicyDocument: '{}' }));
  expect(await call('ListRolePolicies', { RoleName: 'r' })).toEqual({ PolicyNames: [], IsTruncated: false });
});
