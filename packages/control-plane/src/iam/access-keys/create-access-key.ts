import type { AccessKey } from '@portico/store';
import { ACCESS_KEY_SCOPE } from '@portico/store';
import type { QueryOutput } from '@portico/wire';
import { isoTime } from '../../iso-time.ts';
import { limitExceeded } from '../errors.ts';
import { newAccessKeyId, newSecretAccessKey } from '../identifiers.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { namedOrCallingUser } from '../users/caller-user.ts';
import { accessKeysOf } from './access-keys-of.ts';

const MAX_KEYS = 2;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html: the only time that the secret is told. */
export function createAccessKey(call: IamCall, ports: IamPorts): QueryOutput {
  const userName = namedOrCallingUser(call, ports)?.UserName;
  if (accessKeysOf(call, ports, userName).length >= MAX_KEYS) {
    throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${MAX_KEYS}`);
  }
  const key: AccessKey = {
    AccessKeyId: newAccessKeyId(ports, 'AKIA'),
    SecretAccessKey: newSecretAccessKey(ports),
    AccountId: call.caller.accountId,
    ...(userName !== undefined && { UserName: userName }),
    Status: 'Active',
    CreateDate: ports.now() / 1000,
  };
  ports.store.accessKeys.put(ACCESS_KEY_SCOPE, key.AccessKeyId, key);
  const { AccessKeyId, SecretAccessKey, Status, CreateDate } = key;
  return {
    AccessKey: { UserName: userName ?? '', AccessKeyId, Status, SecretAccessKey, CreateDate: isoTime(CreateDate) },
  };
}
