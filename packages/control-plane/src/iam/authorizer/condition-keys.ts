import type { Caller } from '../../authorization.ts';
import type { DirectoryEntry } from './directory.ts';

export type ConditionKeys = readonly (readonly [key: string, values: readonly string[]])[];

/**
 * The global keys of a request (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html), as far as
 * they have a meaning here.
 * @param now epoch milliseconds
 */
export function globalKeys(caller: Caller, entry: DirectoryEntry, now: number): ConditionKeys {
  const { principal, userId, userName, tags } = entry;
  const { session, sourceIp, region } = caller;
  const keys: [string, readonly string[]][] = [
    ['aws:CurrentTime', [new Date(now).toISOString()]],
    ['aws:EpochTime', [String(Math.floor(now / 1000))]],
    ['aws:PrincipalArn', [principal.kind === 'session' ? principal.roleArn : caller.arn]],
    ['aws:PrincipalAccount', [caller.accountId]],
    ['aws:PrincipalType', [PRINCIPAL_TYPES[principal.kind]]],
    ['aws:PrincipalIsAWSService', ['false']],
    ['aws:ViaAWSService', ['false']],
    ['aws:SecureTransport', ['false']],
    ['aws:userid', [userId]],
  ];
  if (userName !== undefined) keys.push(['aws:username', [userName]]);
  if (sourceIp !== undefined) keys.push(['aws:SourceIp', [withoutMapping(sourceIp)]]);
  if (region !== undefined) keys.push(['aws:RequestedRegion', [region]]);
  for (const { Key, Value } of tags) keys.push([`aws:PrincipalTag/${Key}`, [Value]]);
  if (session !== undefined) {
    keys.push(
      ['aws:TokenIssueTime', [new Date(session.issuedAt).toISOString()]],
      ['aws:MultiFactorAuthPresent', ['false']],
    );
    for (const [key, value] of Object.entries(session.tags)) keys.push([`aws:PrincipalTag/${key}`, [value]]);
  }
  return keys;
}

const PRINCIPAL_TYPES = {
  root: 'Account',
  user: 'User',
  session: 'AssumedRole',
  service: 'Service',
  anonymous: 'Anonymous',
} as const;

/** An IPv4 address as IPv4, on listeners of both families too. */
function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
