import type { IamEntity } from '@portico/store';
import type { EntityKind } from '../entities.ts';
import { GROUP, namedEntity, ROLE, saveEntity, USER } from '../entities.ts';
import { limitExceeded, noSuchEntity } from '../errors.ts';
import type { RunIamOperation } from '../operation.ts';
import { findManagedPolicy } from '../policies/find-managed-policy.ts';
import { readPolicyArn } from '../policies/policy-arn.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_ATTACHED = 10;

function attachPolicy<Entity extends IamEntity>(kind: EntityKind<Entity>): RunIamOperation {
  return (call, ports) => {
    const arn = readPolicyArn(call.input);
    const entity = namedEntity(kind, call, ports);
    if (findManagedPolicy(ports.store, call.caller, arn) === undefined) {
      throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
    }
    if (entity.AttachedPolicies.includes(arn)) return undefined;
    if (entity.AttachedPolicies.length >= MAX_ATTACHED) {
      throw limitExceeded(`Cannot exceed quota for PoliciesPer${kind.quotaName}: ${MAX_ATTACHED}`);
    }
    saveEntity(kind, call, ports, { ...entity, AttachedPolicies: [...entity.AttachedPolicies, arn] });
    return undefined;
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
export const attachUserPolicy: RunIamOperation = attachPolicy(USER);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachGroupPolicy.html */
export const attachGroupPolicy: RunIamOperation = attachPolicy(GROUP);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const attachRolePolicy: RunIamOperation = attachPolicy(ROLE);
