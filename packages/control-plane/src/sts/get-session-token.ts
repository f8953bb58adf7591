import type { QueryOutput } from '@portico/wire';
import { AwsError } from '@portico/wire';
import { readInteger } from '../iam/input.ts';
import { newCredentials } from './new-session.ts';
import type { StsCall } from './operation.ts';
import type { StsPorts } from './ports.ts';

const HOUR = 3600;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html: temporary credentials of the same user. */
export function getSessionToken({ caller, input }: StsCall, ports: StsPorts): QueryOutput {
  const { arn, accountId, session } = caller;
  if (session !== undefined) {
    throw new AwsError('AccessDenied', 403, 'Cannot call GetSessionToken with session credentials');
  }
  const asked = readInteger(input, 'DurationSeconds', { min: 900, max: 129_600 }) ?? 12 * HOUR;
  const isRoot = arn.endsWith(':root');
  const uniqueId = isRoot ? undefined : ports.authorizer.directory.find(arn)?.userId;
  const duration = isRoot ? Math.min(asked, HOUR) : asked;
  return {
    Credentials: newCredentials(ports, duration, { arn, accountId, ...(uniqueId !== undefined && { uniqueId }) }),
  };
}
