import type { AccessKey } from '@portico/store';
import { ACCESS_KEY_SCOPE } from '@portico/store';
import { noSuchEntity } from '../errors.ts';
import { required } from '../input.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';

/** The keys of a user of the caller's account; undefined: of its root. */
export function accessKeysOf(
  { caller }: IamCall,
  { store }: IamPorts,
  userName: string | undefined,
): readonly AccessKey[] {
  return store.accessKeys
    .list(ACCESS_KEY_SCOPE)
    .filter((key) => key.AccountId === caller.accountId && key.UserName === userName);
}

/** The key that the input names, which must be the user's. */
export function namedAccessKey(call: IamCall, ports: IamPorts, userName: string | undefined): AccessKey {
  const id = required(call.input, 'AccessKeyId');
  const key = accessKeysOf(call, ports, userName).find(({ AccessKeyId }) => AccessKeyId === id);
  if (key === undefined) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
  return key;
}
