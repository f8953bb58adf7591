import type { IamEntity } from '@portico/store';
import { deleteConflict } from '../errors.ts';

/** Throws DeleteConflict: policies have to go first. */
export function refuseWhileItHasPolicies({ InlinePolicies, AttachedPolicies }: IamEntity): void {
  if (AttachedPolicies.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (InlinePolicies.length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
}
