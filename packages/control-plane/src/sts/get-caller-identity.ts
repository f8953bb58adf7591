import type { QueryOutput } from '@portico/wire';
import type { StsCall } from './operation.ts';
import type { StsPorts } from './ports.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: needs no permission. */
export function getCallerIdentity({ caller }: StsCall, { authorizer }: StsPorts): QueryOutput {
  const { arn, accountId } = caller;
  return { UserId: authorizer.directory.find(arn)?.userId ?? '', Account: accountId, Arn: arn };
}
