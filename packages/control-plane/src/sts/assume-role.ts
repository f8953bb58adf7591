import type { FormInput, QueryOutput } from '@portico/wire';
import { AwsError } from '@portico/wire';
import { assumedRole } from '../iam/assumed-role.ts';
import type { DirectoryRole } from '../iam/authorizer/directory.ts';
import { invalidMember, noSuchPolicy, validationError } from '../iam/errors.ts';
import { optional, readInteger, required } from '../iam/input.ts';
import { findManagedPolicy } from '../iam/policies/find-managed-policy.ts';
import { checkPolicy, policySize } from '../iam/policy-text.ts';
import { readTags } from '../iam/tags.ts';
import { newCredentials } from './new-session.ts';
import type { StsCall } from './operation.ts';
import type { StsPorts } from './ports.ts';

const HOUR = 3600;
const MAX_SESSION_POLICY_LENGTH = 2048;

/**
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html. The root may assume a role that trusts its account, which
 * the service refuses to every root: otherwise nobody could with the default credentials.
 */
export function assumeRole(call: StsCall, ports: StsPorts): QueryOutput {
  const { caller, input } = call;
  const roleArn = readRoleArn(input);
  const sessionName = readSessionName(input);
  const asked = readInteger(input, 'DurationSeconds', { min: 900, max: 12 * HOUR });
  const narrowing = readNarrowing(call, ports);
  const tags = Object.fromEntries(readTags(input).map(({ Key, Value }) => [Key, Value]));
  const found = ports.authorizer.directory.findRole(roleArn);
  // The service does not tell whether a role is there.
  if (found === undefined) throw denied(caller.arn, 'sts:AssumeRole', roleArn);
  checkTrust(call, ports, roleArn, sessionName, found);
  const { role } = found;
  checkDuration(asked ?? HOUR, role.MaxSessionDuration, caller.arn);
  const { accountId, arn } = assumedRole(roleArn, sessionName);
  return {
    Credentials: newCredentials(ports, asked ?? HOUR, { arn, accountId, uniqueId: role.RoleId, ...narrowing, tags }),
    AssumedRoleUser: { AssumedRoleId: `${role.RoleId}:${sessionName}`, Arn: arn },
    ...(narrowing.policy !== undefined && {
      PackedPolicySize: Math.ceil((policySize(narrowing.policy) / MAX_SESSION_POLICY_LENGTH) * 100),
    }),
  };
}

function checkTrust(
  { caller, input }: StsCall,
  { authorizer }: StsPorts,
  roleArn: string,
  sessionName: string,
  role: DirectoryRole,
): void {
  const keys: [string, readonly string[]][] = [['sts:RoleSessionName', [sessionName]]];
  const externalId = optional(input, 'ExternalId', { min: 2, max: 1224 });
  if (externalId !== undefined) keys.push(['sts:ExternalId', [externalId]]);
  const tags = readTags(input);
  for (const { Key, Value } of tags) keys.push([`aws:RequestTag/${Key}`, [Value]]);
  if (tags.length > 0) keys.push(['aws:TagKeys', tags.map(({ Key }) => Key)]);
  for (const action of tags.length > 0 ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole']) {
    const decision = authorizer.mayAssume(caller, action, roleArn, role, keys);
    if (!decision.isAllowed) throw new AwsError('AccessDenied', 403, decision.message);
  }
}

function checkDuration(seconds: number, maximum: number, callerArn: string): void {
  if (callerArn.includes(':assumed-role/') && seconds > HOUR) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > maximum) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
}

function readRoleArn(input: FormInput): string {
  const arn = required(input, 'RoleArn', { min: 20, max: 2048 });
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/[!-~]+$/.test(arn)) return arn;
  throw validationError(`${arn} is invalid`);
}

function readSessionName(input: FormInput): string {
  const name = required(input, 'RoleSessionName', { min: 2, max: 64 });
  if (/^[\w+=,.@-]*$/.test(name)) return name;
  throw invalidMember('RoleSessionName', name, 'Member must satisfy regular expression pattern: [\\w+=,.@-]*');
}

/** The session policy, and managed policies that narrow the session too. */
function readNarrowing(
  { caller, input }: StsCall,
  { store }: StsPorts,
): { readonly policy?: string; readonly policyArns?: readonly string[] } {
  const policy = optional(input, 'Policy', { min: 1, max: MAX_SESSION_POLICY_LENGTH });
  if (policy !== undefined) checkPolicy(policy, 'identity');
  const policyArns = input.structures('PolicyArns').map((one) => required(one, 'arn'));
  for (const arn of policyArns) if (findManagedPolicy(store, caller, arn) === undefined) throw noSuchPolicy(arn);
  return { ...(policy !== undefined && { policy }), ...(policyArns.length > 0 && { policyArns }) };
}

function denied(arn: string, action: string, resource: string): AwsError {
  return new AwsError(
    'AccessDenied',
    403,
    `User: ${arn} is not authorized to perform: ${action} on resource: ${resource}`,
  );
}
