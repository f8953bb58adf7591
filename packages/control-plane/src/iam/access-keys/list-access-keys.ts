import type { QueryOutput } from '@portico/wire';
import { isoTime } from '../../iso-time.ts';
import type { IamCall } from '../operation.ts';
import { page } from '../page.ts';
import type { IamPorts } from '../ports.ts';
import { namedOrCallingUser } from '../users/caller-user.ts';
import { accessKeysOf } from './access-keys-of.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export function listAccessKeys(call: IamCall, ports: IamPorts): QueryOutput {
  const userName = namedOrCallingUser(call, ports)?.UserName;
  const keys = accessKeysOf(call, ports, userName);
  return page(
    call.input,
    'AccessKeyMetadata',
    keys,
    ({ AccessKeyId }) => AccessKeyId,
    ({ AccessKeyId, Status, CreateDate }) => ({
      UserName: userName ?? '',
      AccessKeyId,
      Status,
      CreateDate: isoTime(CreateDate),
    }),
  );
}
