import { noSuchEntity } from '../errors.ts';
import type { IamCall } from '../operation.ts';
import { findManagedPolicy } from '../policies/find-managed-policy.ts';
import type { IamPorts } from '../ports.ts';

/** The ARN of a managed policy that is there; undefined where none is given. */
export function readBoundary({ caller, input }: IamCall, { store }: IamPorts): string | undefined {
  const arn = input.text('PermissionsBoundary');
  if (arn === undefined || arn === '') return undefined;
  if (findManagedPolicy(store, caller, arn) === undefined) {
    throw noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`);
  }
  return arn;
}
