import type { IamEntity } from '@portico/store';
import type { EntityKind } from '../entities.ts';
import { GROUP, namedEntity, ROLE, saveEntity, USER } from '../entities.ts';
import { noSuchPolicy } from '../errors.ts';
import type { RunIamOperation } from '../operation.ts';
import { readPolicyArn } from '../policies/policy-arn.ts';

function detachPolicy<Entity extends IamEntity>(kind: EntityKind<Entity>): RunIamOperation {
  return (call, ports) => {
    const arn = readPolicyArn(call.input);
    const entity = namedEntity(kind, call, ports);
    if (!entity.AttachedPolicies.includes(arn)) throw noSuchPolicy(arn);
    const AttachedPolicies = entity.AttachedPolicies.filter((attached) => attached !== arn);
    saveEntity(kind, call, ports, { ...entity, AttachedPolicies });
    return undefined;
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html */
export const detachUserPolicy: RunIamOperation = detachPolicy(USER);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachGroupPolicy.html */
export const detachGroupPolicy: RunIamOperation = detachPolicy(GROUP);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachRolePolicy: RunIamOperation = detachPolicy(ROLE);
