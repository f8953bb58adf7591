import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import type { Step } from '../testing/iam-calls.ts';
import { ACCOUNT, DOCUMENT, group, iamCalls, POLICY, policy, role, TRUST, user } from '../testing/iam-calls.ts';
import type { LocalIam } from '../testing/local-iam.ts';
import { iamError, startLocalIam } from '../testing/local-iam.ts';

let local: LocalIam;
beforeAll(async () => {
  local = await startLocalIam();
});
afterAll(() => local.close());
beforeEach(() => local.reset());

const { call, calls } = iamCalls(() => local);

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
