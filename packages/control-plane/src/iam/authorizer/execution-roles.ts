import { type DecidingStatement, type Decision, describeDenial, evaluate, requestContext } from '@portico/iam-policy';
import type { Caller } from '../../authorization.ts';
import { assumedRole } from '../assumed-role.ts';
import type { Authorizer } from './authorizer.ts';
import type { DirectoryEntry, DirectoryRole } from './directory.ts';

/** What a service wants to do with a role that it was given. */
export interface RoleUse {
  readonly roleArn: string;
  /** `apigateway.amazonaws.com` */
  readonly service: string;
  readonly sessionName: string;
  /** The account that the service acts for. */
  readonly sourceAccount: string;
  /** What it acts for: the ARN of a method, an endpoint, ... */
  readonly sourceArn?: string;
  readonly action: string;
  /** ARN. */
  readonly resource: string;
}

export type RoleRefusal =
  /** There is no such role, or it does not trust the service. */
  | { readonly kind: 'cannot-be-assumed'; readonly explanation: string }
  /** `message` is IAM's sentence, as the target service would answer it; `explanation` what would have to change. */
  | { readonly kind: 'denied'; readonly message: string; readonly explanation: string };

export interface ExecutionRoles {
  /** Undefined: the service may. Asked with every request: answers that depend on nothing else are kept until IAM changes. */
  refuse(use: RoleUse): RoleRefusal | undefined;
  /** Whether a role exists and trusts a service. */
  trusts(roleArn: string, service: string, sourceAccount: string): boolean;
  forget(): void;
}

/** Roles times resources: what one server's integrations ask. */
const MAX_KEPT = 10_000;

export function createExecutionRoles(authorizer: Authorizer, now: () => number): ExecutionRoles {
  const { directory } = authorizer;
  /** By role and resource: looked up with strings that recur, so that a request makes no key. */
  const kept = new Map<string, Map<string, Kept[]>>();
  let size = 0;

  function keep(use: RoleUse, refusal: RoleRefusal | undefined): void {
    if (size >= MAX_KEPT) forget();
    const resources = kept.get(use.roleArn) ?? new Map<string, Kept[]>();
    kept.set(use.roleArn, resources);
    resources.set(use.resource, [...(resources.get(use.resource) ?? []), { use, refusal }]);
    size++;
  }

  function keptFor(use: RoleUse): Kept | undefined {
    for (const one of kept.get(use.roleArn)?.get(use.resource) ?? NONE) if (isSame(one.use, use)) return one;
    return undefined;
  }

  function forget(): void {
    kept.clear();
    size = 0;
  }

  function trustDecision(found: DirectoryRole, use: Omit<RoleUse, 'action' | 'resource' | 'sessionName'>): Decision {
    const { roleArn, service, sourceAccount, sourceArn } = use;
    return evaluate(
      { identity: [], resource: found.trust },
      {
        principal: { kind: 'service', service },
        action: 'sts:AssumeRole',
        resource: roleArn,
        context: requestContext([
          ['aws:CurrentTime', [new Date(now()).toISOString()]],
          ['aws:EpochTime', [String(Math.floor(now() / 1000))]],
          ['aws:PrincipalIsAWSService', ['true']],
          ['aws:SourceAccount', [sourceAccount]],
          ...(sourceArn === undefined ? [] : [['aws:SourceArn', [sourceArn]] as const]),
        ]),
      },
    );
  }

  function decide(use: RoleUse, found: DirectoryRole, entry: DirectoryEntry, session: Caller): RoleRefusal | undefined {
    const { roleArn, service, action, resource } = use;
    const trust = trustDecision(found, use);
    if (trust.outcome !== 'allowed') {
      const wanted = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
      return {
        kind: 'cannot-be-assumed',
        explanation: explain(trust, `The trust policy of ${roleArn}`, roleArn, wanted),
      };
    }
    const decision = authorizer.decide(session, entry, { action, resource });
    if (decision.outcome === 'allowed') return undefined;
    const wanted = { Effect: 'Allow', Action: action, Resource: resource };
    return {
      kind: 'denied',
      message: describeDenial(decision, { arn: session.arn, action, resource }),
      explanation: explain(decision, `Role ${roleArn}`, roleArn, wanted),
    };
  }

  return {
    refuse(use) {
      const known = keptFor(use);
      if (known !== undefined) return known.refusal;
      const { roleArn, sessionName } = use;
      const found = directory.findRole(roleArn);
      const session = assumedRole(roleArn, sessionName);
      const entry = found && directory.find(session.arn);
      if (found === undefined || entry === undefined) {
        return { kind: 'cannot-be-assumed', explanation: `There is no role ${roleArn}` };
      }
      const refusal = decide(use, found, entry, session);
      const policies = [found.trust, ...entry.identity, ...(entry.boundary === undefined ? [] : [entry.boundary])];
      if (policies.every(({ isConstant }) => isConstant)) keep(use, refusal);
      return refusal;
    },
    trusts(roleArn, service, sourceAccount) {
      const found = directory.findRole(roleArn);
      return found !== undefined && trustDecision(found, { roleArn, service, sourceAccount }).outcome === 'allowed';
    },
    forget,
  };
}

interface Kept {
  readonly use: RoleUse;
  readonly refusal: RoleRefusal | undefined;
}

const NONE: readonly Kept[] = [];

/** Of two uses of a role for the same resource. */
function isSame(one: RoleUse, other: RoleUse): boolean {
  return (
    one.action === other.action &&
    one.service === other.service &&
    one.sessionName === other.sessionName &&
    one.sourceAccount === other.sourceAccount &&
    one.sourceArn === other.sourceArn
  );
}

/** Which statement is missing, or which one denies. */
function explain(
  decision: Exclude<Decision, { outcome: 'allowed' }>,
  who: string,
  roleArn: string,
  wanted: Readonly<Record<string, unknown>>,
): string {
  if (decision.outcome === 'explicitDeny') {
    return `${decision.statements.map(place).join(', ')} of ${roleArn} denies it`;
  }
  if (decision.policyType === 'boundary')
    return `The permissions boundary of ${roleArn} lacks ${JSON.stringify(wanted)}`;
  return `${who} lacks ${JSON.stringify(wanted)}`;
}

function place({ label, policyName }: DecidingStatement): string {
  return `${label} of ${policyName}`;
}
