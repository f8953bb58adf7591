import type { IamEntity } from '@portico/store';
import type { EntityKind } from '../entities.ts';
import { GROUP, namedEntity, ROLE, saveEntity, USER } from '../entities.ts';
import { limitExceeded } from '../errors.ts';
import { readName } from '../input.ts';
import type { RunIamOperation } from '../operation.ts';
import { policySize, readPolicy } from '../policy-text.ts';

function putInlinePolicy<Entity extends IamEntity>(kind: EntityKind<Entity>): RunIamOperation {
  return (call, ports) => {
    const PolicyName = readName(call.input, 'PolicyName', 128);
    const entity = namedEntity(kind, call, ports);
    const { text: PolicyDocument } = readPolicy(call, 'PolicyDocument', 'identity');
    const others = entity.InlinePolicies.filter((policy) => policy.PolicyName !== PolicyName);
    const InlinePolicies = [...others, { PolicyName, PolicyDocument }];
    const size = InlinePolicies.reduce((total, policy) => total + policySize(policy.PolicyDocument), 0);
    if (size > kind.maxInlinePolicySize) {
      throw limitExceeded(
        `Maximum policy size of ${kind.maxInlinePolicySize} bytes exceeded for ${kind.word} ${kind.nameOf(entity)}`,
      );
    }
    saveEntity(kind, call, ports, { ...entity, InlinePolicies });
    return undefined;
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const putUserPolicy: RunIamOperation = putInlinePolicy(USER);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutGroupPolicy.html */
export const putGroupPolicy: RunIamOperation = putInlinePolicy(GROUP);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy: RunIamOperation = putInlinePolicy(ROLE);
