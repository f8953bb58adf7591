import type { QueryOutput } from '@portico/wire';
import { isoTime } from '../../iso-time.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';
import { namedOrCallingUser } from './caller-user.ts';
import { userOutput } from './user-output.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html: without a name, who asks. */
export function getUser(call: IamCall, ports: IamPorts): QueryOutput {
  const user = namedOrCallingUser(call, ports);
  const { accountId, arn } = call.caller;
  if (user !== undefined) return { User: userOutput(user, accountId) };
  // The root user has no name; its creation is the account's, which is as old as can be.
  return { User: { Path: '/', UserName: '', UserId: accountId, Arn: arn, CreateDate: isoTime(0) } };
}
