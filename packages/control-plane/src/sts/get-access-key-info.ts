import { ACCESS_KEY_SCOPE } from '@portico/store';
import type { QueryOutput } from '@portico/wire';
import { AwsError } from '@portico/wire';
import { required } from '../iam/input.ts';
import type { StsCall } from './operation.ts';
import type { StsPorts } from './ports.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html: of any account; keys of sessions are not kept. */
export function getAccessKeyInfo({ caller, input }: StsCall, ports: StsPorts): QueryOutput {
  const decision = ports.authorize({ caller, action: 'sts:GetAccessKeyInfo', resource: '*' });
  if (!decision.isAllowed) throw new AwsError('AccessDenied', 403, decision.message);
  const id = required(input, 'AccessKeyId', { min: 16, max: 128 });
  const account =
    ports.store.accessKeys.get(ACCESS_KEY_SCOPE, id)?.AccountId ?? ports.credentials(id, undefined)?.accountId;
  // TODO(aws-verify): what the service says of a key that never was
  if (account === undefined) throw new AwsError('ValidationError', 400, `Invalid AccessKeyId: ${id}`);
  return { Account: account };
}
