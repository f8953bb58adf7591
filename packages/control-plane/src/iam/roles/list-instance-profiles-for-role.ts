import type { QueryOutput } from '@portico/wire';
import { namedEntity, ROLE } from '../entities.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';

/**
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html: there are none, since there are no
 * instances. Tools ask before they delete a role.
 */
export function listInstanceProfilesForRole(call: IamCall, ports: IamPorts): QueryOutput {
  namedEntity(ROLE, call, ports);
  return { InstanceProfiles: [], IsTruncated: false };
}
