import type { Decision, PolicyType } from './evaluate.ts';

/** What each kind of policy is called in the service's sentences. */
const KINDS: Readonly<Record<PolicyType, string>> = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource-based policy',
};

/**
 * IAM's sentence for a request that is not allowed
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html):
 * `User: {arn} is not authorized to perform: {action} on resource: {resource} because no identity-based policy allows the {action} action`.
 */
export function describeDenial(
  decision: Exclude<Decision, { outcome: 'allowed' }>,
  request: { readonly arn: string; readonly action: string; readonly resource: string },
): string {
  const { arn, action, resource } = request;
  const kind = action.startsWith('sts:') && decision.policyType === 'resource' ? TRUST : KINDS[decision.policyType];
  const reason =
    decision.outcome === 'implicitDeny'
      ? `because no ${kind} allows the ${action} action`
      : `with an explicit deny in ${kind === TRUST ? 'the' : /^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
  return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}

const TRUST = 'role trust policy';
