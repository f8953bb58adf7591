import { ACCESS_KEY_SCOPE } from '@portico/store';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { namedOrCallingUser } from '../users/caller-user.ts';
import { namedAccessKey } from './access-keys-of.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
export function deleteAccessKey(call: IamCall, ports: IamPorts): undefined {
  const key = namedAccessKey(call, ports, namedOrCallingUser(call, ports)?.UserName);
  ports.store.accessKeys.delete(ACCESS_KEY_SCOPE, key.AccessKeyId);
  return undefined;
}
