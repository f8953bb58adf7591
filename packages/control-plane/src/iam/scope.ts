import type { Scope } from '@portico/store';
import { IAM_REGION } from '@portico/store';

/** Where IAM's things of an account are kept. */
export function iamScope(owner: { readonly accountId: string }): Scope {
  return { accountId: owner.accountId, region: IAM_REGION };
}
