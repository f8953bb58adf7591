import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import * as sdk from '@aws-sdk/client-iam';
import type { LocalIam } from '../testing/local-iam.ts';
import { iamError, startLocalIam } from '../testing/local-iam.ts';
import { IAM_OPERATIONS } from './operations.ts';

const ACCOUNT = '000000000000';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const DOCUMENT = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: '*' }],
});
const POLICY = `arn:aws:iam::${ACCOUNT}:policy/p`;

let local: LocalIam;
beforeAll(async () => {
  local = await startLocalIam();
});
afterAll(() => local.close());
beforeEach(() => local.reset());

/** Calls an operation by name, as the root; without metadata. */
async function call(name: string, input: object = {}): Promise<Record<string, unknown>> {
  const Command = (sdk as unknown as Record<string, new (input: object) => sdk.ListUsersCommand>)[`${name}Command`];
  if (Command === undefined) throw new Error(`the SDK has no operation ${name}`);
  const { $metadata: _, ...output } = await local.iam().send(new Command(input));
  return output as unknown as Record<string, unknown>;
}

type Step = readonly [name: string, input: object];

async function calls(...steps: readonly Step[]): Promise<void> {
  for (const [name, input] of steps) await call(name, input);
}

const user: Step = ['CreateUser', { UserName: 'bob' }];
const group: Step = ['CreateGroup', { GroupName: 'g' }];
const role: Step = ['CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: TRUST }];
const policy: Step = ['CreatePolicy', { PolicyName: 'p', PolicyDocument: DOCUMENT }];

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

describe('refused in the words of the service:', () => {
  const big = (octets: number) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: `arn:aws:s3:::${'x'.repeat(octets)}` }],
    });
  const put = (over: object): Step => [
    'PutRolePolicy',
    { RoleName: 'r', PolicyName: 'x', PolicyDocument: DOCUMENT, ...over },
  ];
  const versions: readonly Step[] = [1, 2, 3, 4].map(() => [
    'CreatePolicyVersion',
    { PolicyArn: POLICY, PolicyDocument: DOCUMENT },
  ]);
  const key: Step = ['CreateAccessKey', { UserName: 'bob' }];

  test.each<[what: string, given: readonly Step[], step: Step, code: string, status: number, message: string]>([
    [
      'a user twice',
      [user],
      ['CreateUser', { UserName: 'BOB' }],
      'EntityAlreadyExists',
      409,
      'User with name BOB already exists.',
    ],
    ['a group twice', [group], group, 'EntityAlreadyExists', 409, 'Group with name g already exists.'],
    ['a role twice', [role], role, 'EntityAlreadyExists', 409, 'Role with name r already exists.'],
    [
      'a policy twice',
      [policy],
      policy,
      'EntityAlreadyExists',
      409,
      'A policy called p already exists. Duplicate names are not allowed.',
    ],
    [
      'another name that is taken',
      [user, ['CreateUser', { UserName: 'eve' }]],
      ['UpdateUser', { UserName: 'eve', NewUserName: 'bob' }],
      'EntityAlreadyExists',
      409,
      'User with name bob already exists.',
    ],
    [
      'a user that is not there',
      [],
      ['GetUser', { UserName: 'bob' }],
      'NoSuchEntity',
      404,
      'The user with name bob cannot be found.',
    ],
    [
      'a group that is not there',
      [user],
      ['AddUserToGroup', { UserName: 'bob', GroupName: 'g' }],
      'NoSuchEntity',
      404,
      'The group with name g cannot be found.',
    ],
    [
      'a role that is not there',
      [],
      ['GetRole', { RoleName: 'r' }],
      'NoSuchEntity',
      404,
      'The role with name r cannot be found.',
    ],
    [
      'a policy that is not there',
      [],
      ['GetPolicy', { PolicyArn: POLICY }],
      'NoSuchEntity',
      404,
      `Policy ${POLICY} was not found.`,
    ],
    [
      'a policy at another path',
      [policy],
      ['GetPolicy', { PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/a/p` }],
      'NoSuchEntity',
      404,
      `Policy arn:aws:iam::${ACCOUNT}:policy/a/p was not found.`,
    ],
    [
      'attaching what is not there',
      [role],
      ['AttachRolePolicy', { RoleName: 'r', PolicyArn: POLICY }],
      'NoSuchEntity',
      404,
      `Policy ${POLICY} does not exist or is not attachable.`,
    ],
    [
      'attaching a policy of AWS that is not there',
      [role],
      ['AttachRolePolicy', { RoleName: 'r', PolicyArn: 'arn:aws:iam::aws:policy/Nothing' }],
      'NoSuchEntity',
      404,
      'Policy arn:aws:iam::aws:policy/Nothing does not exist or is not attachable.',
    ],
    [
      'attaching what is no policy',
      [role],
      ['AttachRolePolicy', { RoleName: 'r', PolicyArn: 'arn:aws:iam::000000000000:role/r' }],
      'InvalidInput',
      400,
      'ARN arn:aws:iam::000000000000:role/r is not valid.',
    ],
    [
      'detaching what is not attached',
      [role, policy],
      ['DetachRolePolicy', { RoleName: 'r', PolicyArn: POLICY }],
      'NoSuchEntity',
      404,
      `Policy ${POLICY} was not found.`,
    ],
    [
      'an inline policy of a role',
      [role],
      ['GetRolePolicy', { RoleName: 'r', PolicyName: 'x' }],
      'NoSuchEntity',
      404,
      'The role policy with name x cannot be found.',
    ],
    [
      'an inline policy of a user',
      [user],
      ['DeleteUserPolicy', { UserName: 'bob', PolicyName: 'x' }],
      'NoSuchEntity',
      404,
      'The user policy with name x cannot be found.',
    ],
    [
      'an inline policy of a group',
      [group],
      ['GetGroupPolicy', { GroupName: 'g', PolicyName: 'x' }],
      'NoSuchEntity',
      404,
      'The group policy with name x cannot be found.',
    ],
    [
      'a version that is not there',
      [policy],
      ['GetPolicyVersion', { PolicyArn: POLICY, VersionId: 'v9' }],
      'NoSuchEntity',
      404,
      `Policy ${POLICY} version v9 does not exist or is not attachable.`,
    ],
    [
      'an access key that is not there',
      [user],
      ['DeleteAccessKey', { UserName: 'bob', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
      'NoSuchEntity',
      404,
      'The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.',
    ],
    [
      'a boundary that is not there',
      [],
      ['CreateUser', { UserName: 'bob', PermissionsBoundary: POLICY }],
      'NoSuchEntity',
      404,
      `Scope ARN: ${POLICY} does not exist or is not attachable.`,
    ],
    [
      'deleting a role with an inline policy',
      [role, put({})],
      ['DeleteRole', { RoleName: 'r' }],
      'DeleteConflict',
      409,
      'Cannot delete entity, must delete policies first.',
    ],
    [
      'deleting a role with a managed policy',
      [role, policy, ['AttachRolePolicy', { RoleName: 'r', PolicyArn: POLICY }]],
      ['DeleteRole', { RoleName: 'r' }],
      'DeleteConflict',
      409,
      'Cannot delete entity, must detach all policies first.',
    ],
    [
      'deleting a user with an access key',
      [user, key],
      ['DeleteUser', { UserName: 'bob' }],
      'DeleteConflict',
      409,
      'Cannot delete entity, must delete access keys first.',
    ],
    [
      'deleting a group with users',
      [user, group, ['AddUserToGroup', { UserName: 'bob', GroupName: 'g' }]],
      ['DeleteGroup', { GroupName: 'g' }],
      'DeleteConflict',
      409,
      'Cannot delete entity, must remove users from group first.',
    ],
    [
      'deleting a user in a group',
      [user, group, ['AddUserToGroup', { UserName: 'bob', GroupName: 'g' }]],
      ['DeleteUser', { UserName: 'bob' }],
      'DeleteConflict',
      409,
      'Cannot delete entity, must remove users from group first.',
    ],
    [
      'deleting a policy in use',
      [role, policy, ['AttachRolePolicy', { RoleName: 'r', PolicyArn: POLICY }]],
      ['DeletePolicy', { PolicyArn: POLICY }],
      'DeleteConflict',
      409,
      'Cannot delete a policy attached to entities.',
    ],
    [
      'deleting a policy with versions',
      [policy, ...versions.slice(0, 1)],
      ['DeletePolicy', { PolicyArn: POLICY }],
      'DeleteConflict',
      409,
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    ],
    [
      'deleting the default version',
      [policy],
      ['DeletePolicyVersion', { PolicyArn: POLICY, VersionId: 'v1' }],
      'DeleteConflict',
      409,
      'Cannot delete the default version of a policy.',
    ],
    [
      'a sixth version',
      [policy, ...versions],
      ['CreatePolicyVersion', { PolicyArn: POLICY, PolicyDocument: DOCUMENT }],
      'LimitExceeded',
      409,
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    ],
    ['a third access key', [user, key, key], key, 'LimitExceeded', 409, 'Cannot exceed quota for AccessKeysPerUser: 2'],
    [
      'a large inline policy',
      [role],
      put({ PolicyDocument: big(10_240) }),
      'LimitExceeded',
      409,
      'Maximum policy size of 10240 bytes exceeded for role r',
    ],
    [
      'a large managed policy',
      [],
      ['CreatePolicy', { PolicyName: 'p', PolicyDocument: big(6144) }],
      'LimitExceeded',
      409,
      'Cannot exceed quota for PolicySize: 6144',
    ],
    [
      'a large trust policy',
      [],
      [
        'CreateRole',
        {
          RoleName: 'r',
          AssumeRolePolicyDocument: TRUST.replace('"sts:AssumeRole"', `["sts:AssumeRole","sts:${'x'.repeat(2048)}"]`),
        },
      ],
      'LimitExceeded',
      409,
      'Cannot exceed quota for ACLSizePerRole: 2048',
    ],
    [
      'a policy that is no JSON',
      [role],
      put({ PolicyDocument: '{' }),
      'MalformedPolicyDocument',
      400,
      'Syntax errors in policy.',
    ],
    [
      'a trust policy that is no JSON',
      [],
      ['CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: 'x' }],
      'MalformedPolicyDocument',
      400,
      'This policy contains invalid Json',
    ],
    [
      'a trust policy of a user that is not there',
      [],
      [
        'CreateRole',
        {
          RoleName: 'r',
          AssumeRolePolicyDocument: TRUST.replace(
            '"Service":"apigateway.amazonaws.com"',
            `"AWS":"arn:aws:iam::${ACCOUNT}:user/eve"`,
          ),
        },
      ],
      'MalformedPolicyDocument',
      400,
      `Invalid principal in policy: "AWS":"arn:aws:iam::${ACCOUNT}:user/eve"`,
    ],
    [
      'a trust policy in place of an inline one',
      [role],
      put({ PolicyDocument: TRUST }),
      'MalformedPolicyDocument',
      400,
      'Policy statement must contain resources.',
    ],
    [
      'no name',
      [],
      ['CreateUser', {}],
      'ValidationError',
      400,
      "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null",
    ],
    [
      'an odd name',
      [],
      ['CreateRole', { RoleName: 'a b', AssumeRolePolicyDocument: TRUST }],
      'ValidationError',
      400,
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    ],
    [
      'a long name',
      [],
      ['CreateRole', { RoleName: 'r'.repeat(65), AssumeRolePolicyDocument: TRUST }],
      'ValidationError',
      400,
      `1 validation error detected: Value '${'r'.repeat(65)}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ],
    [
      'a short session',
      [],
      ['CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: TRUST, MaxSessionDuration: 100 }],
      'ValidationError',
      400,
      "1 validation error detected: Value '100' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600",
    ],
    [
      'an odd path',
      [],
      ['CreateUser', { UserName: 'bob', Path: 'team' }],
      'ValidationError',
      400,
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    ],
    [
      'a tag twice',
      [],
      [
        'CreateUser',
        {
          UserName: 'bob',
          Tags: [
            { Key: 'a', Value: '' },
            { Key: 'A', Value: '' },
          ],
        },
      ],
      'InvalidInput',
      400,
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [
      'an operation that is not served',
      [],
      ['ListMFADevices', {}],
      'InvalidAction',
      400,
      'Could not find operation ListMFADevices for version 2010-05-08',
    ],
  ])('%s', async (_what, given, [name, input], code, status, message) => {
    await calls(...given);
    expect(await iamError(call(name, input))).toEqual([code, status, message]);
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
