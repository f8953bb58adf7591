import { createAccessKey } from './access-keys/create-access-key.ts';
import { deleteAccessKey } from './access-keys/delete-access-key.ts';
import { listAccessKeys } from './access-keys/list-access-keys.ts';
import { updateAccessKey } from './access-keys/update-access-key.ts';
import { attachGroupPolicy, attachRolePolicy, attachUserPolicy } from './attached-policies/attach-policy.ts';
import { detachGroupPolicy, detachRolePolicy, detachUserPolicy } from './attached-policies/detach-policy.ts';
import {
  listAttachedGroupPolicies,
  listAttachedRolePolicies,
  listAttachedUserPolicies,
} from './attached-policies/list-attached-policies.ts';
import {
  deleteRolePermissionsBoundary,
  deleteUserPermissionsBoundary,
} from './boundaries/delete-permissions-boundary.ts';
import { putRolePermissionsBoundary, putUserPermissionsBoundary } from './boundaries/put-permissions-boundary.ts';
import { addUserToGroup } from './groups/add-user-to-group.ts';
import { createGroup } from './groups/create-group.ts';
import { deleteGroup } from './groups/delete-group.ts';
import { getGroup } from './groups/get-group.ts';
import { listGroups } from './groups/list-groups.ts';
import { listGroupsForUser } from './groups/list-groups-for-user.ts';
import { removeUserFromGroup } from './groups/remove-user-from-group.ts';
import { deleteGroupPolicy, deleteRolePolicy, deleteUserPolicy } from './inline-policies/delete-inline-policy.ts';
import { getGroupPolicy, getRolePolicy, getUserPolicy } from './inline-policies/get-inline-policy.ts';
import { listGroupPolicies, listRolePolicies, listUserPolicies } from './inline-policies/list-inline-policies.ts';
import { putGroupPolicy, putRolePolicy, putUserPolicy } from './inline-policies/put-inline-policy.ts';
import type { IamOperation, RunIamOperation } from './operation.ts';
import { createPolicy } from './policies/create-policy.ts';
import { createPolicyVersion } from './policies/create-policy-version.ts';
import { deletePolicy } from './policies/delete-policy.ts';
import { deletePolicyVersion } from './policies/delete-policy-version.ts';
import { getPolicy } from './policies/get-policy.ts';
import { getPolicyVersion } from './policies/get-policy-version.ts';
import { listEntitiesForPolicy } from './policies/list-entities-for-policy.ts';
import { listPolicies } from './policies/list-policies.ts';
import { listPolicyVersions } from './policies/list-policy-versions.ts';
import { setDefaultPolicyVersion } from './policies/set-default-policy-version.ts';
import { createRole } from './roles/create-role.ts';
import { deleteRole } from './roles/delete-role.ts';
import { getRole } from './roles/get-role.ts';
import { listInstanceProfilesForRole } from './roles/list-instance-profiles-for-role.ts';
import { listRoles } from './roles/list-roles.ts';
import { updateAssumeRolePolicy } from './roles/update-assume-role-policy.ts';
import { updateRole, updateRoleDescription } from './roles/update-role.ts';
import { simulateCustomPolicy } from './simulate/simulate-custom-policy.ts';
import { simulatePrincipalPolicy } from './simulate/simulate-principal-policy.ts';
import { listPolicyTags, listRoleTags, listUserTags } from './tags/list-tags.ts';
import { tagPolicy, tagRole, tagUser } from './tags/tag-entity.ts';
import { untagPolicy, untagRole, untagUser } from './tags/untag-entity.ts';
import { createUser } from './users/create-user.ts';
import { deleteUser } from './users/delete-user.ts';
import { getUser } from './users/get-user.ts';
import { listUsers } from './users/list-users.ts';
import { updateUser } from './users/update-user.ts';

/** Every operation of IAM that Portico serves, by what it is about. */
const BY_SUBJECT: readonly (readonly [
  on: IamOperation['on'],
  operations: Readonly<Record<string, RunIamOperation>>,
])[] = [
  [
    'user',
    {
      CreateUser: createUser,
      GetUser: getUser,
      UpdateUser: updateUser,
      DeleteUser: deleteUser,
      TagUser: tagUser,
      UntagUser: untagUser,
      ListUserTags: listUserTags,
      PutUserPermissionsBoundary: putUserPermissionsBoundary,
      DeleteUserPermissionsBoundary: deleteUserPermissionsBoundary,
      CreateAccessKey: createAccessKey,
      ListAccessKeys: listAccessKeys,
      UpdateAccessKey: updateAccessKey,
      DeleteAccessKey: deleteAccessKey,
      PutUserPolicy: putUserPolicy,
      GetUserPolicy: getUserPolicy,
      DeleteUserPolicy: deleteUserPolicy,
      ListUserPolicies: listUserPolicies,
      AttachUserPolicy: attachUserPolicy,
      DetachUserPolicy: detachUserPolicy,
      ListAttachedUserPolicies: listAttachedUserPolicies,
      ListGroupsForUser: listGroupsForUser,
    },
  ],
  [
    'group',
    {
      CreateGroup: createGroup,
      GetGroup: getGroup,
      DeleteGroup: deleteGroup,
      AddUserToGroup: addUserToGroup,
      RemoveUserFromGroup: removeUserFromGroup,
      PutGroupPolicy: putGroupPolicy,
      GetGroupPolicy: getGroupPolicy,
      DeleteGroupPolicy: deleteGroupPolicy,
      ListGroupPolicies: listGroupPolicies,
      AttachGroupPolicy: attachGroupPolicy,
      DetachGroupPolicy: detachGroupPolicy,
      ListAttachedGroupPolicies: listAttachedGroupPolicies,
    },
  ],
  [
    'role',
    {
      CreateRole: createRole,
      GetRole: getRole,
      UpdateRole: updateRole,
      UpdateRoleDescription: updateRoleDescription,
      UpdateAssumeRolePolicy: updateAssumeRolePolicy,
      DeleteRole: deleteRole,
      TagRole: tagRole,
      UntagRole: untagRole,
      ListRoleTags: listRoleTags,
      PutRolePermissionsBoundary: putRolePermissionsBoundary,
      DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
      PutRolePolicy: putRolePolicy,
      GetRolePolicy: getRolePolicy,
      DeleteRolePolicy: deleteRolePolicy,
      ListRolePolicies: listRolePolicies,
      AttachRolePolicy: attachRolePolicy,
      DetachRolePolicy: detachRolePolicy,
      ListAttachedRolePolicies: listAttachedRolePolicies,
      ListInstanceProfilesForRole: listInstanceProfilesForRole,
    },
  ],
  [
    'policy',
    {
      CreatePolicy: createPolicy,
      GetPolicy: getPolicy,
      DeletePolicy: deletePolicy,
      CreatePolicyVersion: createPolicyVersion,
      GetPolicyVersion: getPolicyVersion,
      ListPolicyVersions: listPolicyVersions,
      SetDefaultPolicyVersion: setDefaultPolicyVersion,
      DeletePolicyVersion: deletePolicyVersion,
      ListEntitiesForPolicy: listEntitiesForPolicy,
      TagPolicy: tagPolicy,
      UntagPolicy: untagPolicy,
      ListPolicyTags: listPolicyTags,
    },
  ],
  ['source', { SimulatePrincipalPolicy: simulatePrincipalPolicy }],
  [
    'none',
    {
      ListUsers: listUsers,
      ListGroups: listGroups,
      ListRoles: listRoles,
      ListPolicies: listPolicies,
      SimulateCustomPolicy: simulateCustomPolicy,
    },
  ],
];

export const IAM_OPERATIONS: ReadonlyMap<string, IamOperation> = new Map(
  BY_SUBJECT.flatMap(([on, operations]) => Object.entries(operations).map(([name, run]) => [name, { name, on, run }])),
);
