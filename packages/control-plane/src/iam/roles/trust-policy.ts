import type { Store } from '@portico/store';
import { findEntity, ROLE, USER } from '../entities.ts';
import { limitExceeded, malformedPolicy } from '../errors.ts';
import type { IamCall } from '../operation.ts';
import { policySize, readPolicy } from '../policy-text.ts';
import type { IamPorts } from '../ports.ts';

const MAX_TRUST_POLICY_SIZE = 2048;

/** The trust policy in the input. Users and roles of the account that it names must be there. */
export function readTrustPolicy(
  call: IamCall,
  ports: IamPorts,
  member: 'PolicyDocument' | 'AssumeRolePolicyDocument',
): string {
  const { text, document } = readPolicy(call, member, 'trust');
  if (policySize(text) > MAX_TRUST_POLICY_SIZE) {
    throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${MAX_TRUST_POLICY_SIZE}`);
  }
  for (const { principals } of document.statements) {
    for (const { type, value } of principals?.principals ?? []) {
      if (type === 'AWS' && !exists(value, call, ports.store)) {
        throw malformedPolicy(`Invalid principal in policy: "AWS":"${value}"`);
      }
    }
  }
  return text;
}

function exists(arn: string, { caller }: IamCall, store: Store): boolean {
  const [, accountId, kind, name = ''] = /^arn:aws[a-z-]*:iam::(\d{12}):(user|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (accountId !== caller.accountId) return true;
  return (
    (kind === 'user' ? findEntity(USER, store, caller, name) : findEntity(ROLE, store, caller, name)) !== undefined
  );
}
