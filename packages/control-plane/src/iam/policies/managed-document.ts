import { limitExceeded } from '../errors.ts';
import type { IamCall } from '../operation.ts';
import { policySize, readPolicy } from '../policy-text.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_POLICY_SIZE = 6144;

/** The document of a managed policy. */
export function readManagedDocument(call: IamCall): string {
  const { text } = readPolicy(call, 'PolicyDocument', 'identity');
  if (policySize(text) > MAX_POLICY_SIZE) throw limitExceeded(`Cannot exceed quota for PolicySize: ${MAX_POLICY_SIZE}`);
  return text;
}
