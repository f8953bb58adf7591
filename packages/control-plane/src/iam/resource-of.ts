import type { IamEntity } from '@portico/store';
import type { EntityKind } from './entities.ts';
import { entityArn, findEntity, GROUP, ROLE, USER } from './entities.ts';
import type { IamCall, IamOperation } from './operation.ts';
import { policyArn } from './policies/policy-arn.ts';
import type { IamPorts } from './ports.ts';

/**
 * What IAM is asked about for an operation, as an ARN: the thing that the input names, at the path that it has or will have; the
 * caller where a user is meant and none is named (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html).
 */
export function resourceOf({ on, name }: IamOperation, { caller, input }: IamCall, ports: IamPorts): string {
  switch (on) {
    case 'user':
      return input.text('UserName') === undefined ? caller.arn : entity(USER);
    case 'group':
      return entity(GROUP);
    case 'role':
      return entity(ROLE);
    case 'policy':
      return name === 'CreatePolicy'
        ? policyArn(caller.accountId, { Path: input.text('Path') ?? '/', PolicyName: input.text('PolicyName') ?? '' })
        : (input.text('PolicyArn') ?? '*');
    case 'source':
      return input.text('PolicySourceArn') ?? '*';
    case 'none':
      return '*';
    default:
      return on satisfies never;
  }

  function entity<Entity extends IamEntity>(kind: EntityKind<Entity>): string {
    const given = input.text(kind.nameMember) ?? '';
    const found = findEntity(kind, ports.store, caller, given);
    if (found !== undefined) return entityArn(kind, caller.accountId, found);
    return `arn:aws:iam::${caller.accountId}:${kind.word}${input.text('Path') ?? '/'}${given}`;
  }
}

/** The condition keys that operations of IAM have of their own. */
export function conditionKeys({ input }: IamCall): Readonly<Record<string, readonly string[]>> {
  const keys: Record<string, readonly string[]> = {};
  const policy = input.text('PolicyArn');
  if (policy !== undefined) keys['iam:PolicyARN'] = [policy];
  const boundary = input.text('PermissionsBoundary');
  if (boundary !== undefined) keys['iam:PermissionsBoundary'] = [boundary];
  const tags = input.structures('Tags').map((tag) => [tag.text('Key') ?? '', tag.text('Value') ?? ''] as const);
  for (const [key, value] of tags) keys[`aws:RequestTag/${key}`] = [value];
  const tagKeys = [...tags.map(([key]) => key), ...input.texts('TagKeys')];
  if (tagKeys.length > 0) keys['aws:TagKeys'] = tagKeys;
  return keys;
}
