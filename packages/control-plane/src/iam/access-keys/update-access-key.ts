import { ACCESS_KEY_SCOPE } from '@portico/store';
import { invalidMember } from '../errors.ts';
import { required } from '../input.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { namedOrCallingUser } from '../users/caller-user.ts';
import { namedAccessKey } from './access-keys-of.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html: an inactive key signs nothing. */
export function updateAccessKey(call: IamCall, ports: IamPorts): undefined {
  const Status = required(call.input, 'Status');
  if (Status !== 'Active' && Status !== 'Inactive') {
    throw invalidMember('Status', Status, 'Member must satisfy enum value set: [Active, Inactive]');
  }
  const key = namedAccessKey(call, ports, namedOrCallingUser(call, ports)?.UserName);
  ports.store.accessKeys.put(ACCESS_KEY_SCOPE, key.AccessKeyId, { ...key, Status });
  return undefined;
}
