import {
  type CompiledPolicy,
  compilePolicy,
  type Decision,
  describeDenial,
  evaluate,
  type Principal,
  parsePolicy,
  requestContext,
} from '@portico/iam-policy';
import type { Store } from '@portico/store';
import type { SessionFacts } from '@portico/wire';
import type { AccessDecision, AccessRequest, Authorize, Caller } from '../../authorization.ts';
import type { ConditionKeys } from './condition-keys.ts';
import { globalKeys } from './condition-keys.ts';
import type { Directory, DirectoryEntry, DirectoryRole } from './directory.ts';
import { createDirectory } from './directory.ts';

/** IAM's decisions over what the store has now. */
export interface Authorizer {
  readonly authorize: Authorize;
  readonly directory: Directory;
  /** Whether a caller may assume a role: its trust policy and the caller's own policies. `keys` as `sts:ExternalId`. */
  mayAssume(caller: Caller, action: string, roleArn: string, role: DirectoryRole, keys: ConditionKeys): AccessDecision;
  /** The decision about what an entry of the directory wants to do inside of its account, with the reasons. */
  decide(
    caller: Caller,
    entry: DirectoryEntry,
    request: { readonly action: string; readonly resource: string },
  ): Decision;
  /** Called after every change of IAM. */
  forget(): void;
}

export function createAuthorizer({ store, now }: { readonly store: Store; readonly now: () => number }): Authorizer {
  const directory = createDirectory(store);

  function decide(
    caller: Caller,
    entry: DirectoryEntry,
    question: {
      readonly action: string;
      readonly resource: string;
      readonly keys: ConditionKeys;
      readonly resourcePolicy: CompiledPolicy | undefined;
      readonly isCrossAccount: boolean;
      readonly needsResource?: boolean;
    },
  ): Decision {
    const { action, resource, keys, resourcePolicy, isCrossAccount, needsResource = isCrossAccount } = question;
    const { principal, identity, boundary } = entry;
    return evaluate(
      {
        identity: principal.kind === 'root' ? [EVERYTHING] : identity,
        ...(boundary !== undefined && { boundary }),
        session: policiesOf(caller.session),
        ...(resourcePolicy !== undefined && { resource: resourcePolicy }),
        isCrossAccount,
        needsResource,
      },
      { principal, action, resource, context: requestContext([...globalKeys(caller, entry, now()), ...keys]) },
    );
  }

  function authorize(request: AccessRequest): AccessDecision {
    const { caller, action, resource, context = {}, resourcePolicy, resourceAccountId } = request;
    const owner = resourceAccountId ?? accountOf(resource) ?? caller.accountId;
    const isCrossAccount = owner !== caller.accountId;
    if (isCrossAccount && action === 'iam:PassRole') return NOT_PASSED;
    const entry = directory.find(caller.arn) ?? stranger(caller);
    // The root of an account cannot be kept out of what is its own.
    if (entry.principal.kind === 'root' && !isCrossAccount && policiesOf(caller.session).length === 0) return ALLOWED;
    const decision = decide(caller, entry, {
      action,
      resource,
      keys: [['aws:ResourceAccount', [owner]], ...Object.entries(context)],
      resourcePolicy: resourcePolicy === undefined ? undefined : compiled(resourcePolicy, 'resource'),
      isCrossAccount,
    });
    return answer(decision, { arn: caller.arn, action, resource });
  }

  return {
    authorize,
    directory,
    mayAssume(caller, action, roleArn, { trust }, keys) {
      const decision = decide(caller, directory.find(caller.arn) ?? stranger(caller), {
        action,
        resource: roleArn,
        keys,
        resourcePolicy: trust,
        isCrossAccount: accountOf(roleArn) !== caller.accountId,
        needsResource: true,
      });
      return answer(decision, { arn: caller.arn, action, resource: roleArn });
    },
    decide: (caller, entry, { action, resource }) =>
      decide(caller, entry, {
        action,
        resource,
        keys: [],
        resourcePolicy: undefined,
        isCrossAccount: (accountOf(resource) ?? caller.accountId) !== caller.accountId,
      }),
    forget: () => directory.forget(),
  };
}

const ALLOWED: AccessDecision = { isAllowed: true };
const NOT_PASSED: AccessDecision = { isAllowed: false, message: 'Cross-account pass role is not allowed.' };

/** What a root has in place of policies. */
const EVERYTHING: CompiledPolicy = compilePolicy(
  parsePolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
    'identity',
  ),
  'root',
);

function answer(decision: Decision, request: Parameters<typeof describeDenial>[1]): AccessDecision {
  return decision.outcome === 'allowed' ? ALLOWED : { isAllowed: false, message: describeDenial(decision, request) };
}

/** Somebody whom IAM does not know (any more): no policies. */
function stranger({ arn, accountId }: Caller): DirectoryEntry {
  const principal: Principal = { kind: 'user', arn, accountId };
  return { principal, userId: '', userName: undefined, tags: [], identity: [], boundary: undefined };
}

/** The account in an ARN; undefined for ARNs without one, such as a bucket's. */
function accountOf(arn: string): string | undefined {
  const account = arn.split(':', 5)[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

function policiesOf(session: SessionFacts | undefined): readonly CompiledPolicy[] {
  return session === undefined ? [] : session.policies.map((text) => compiled(text, 'identity'));
}

/** The last policies of resources and sessions: each is asked with every request. */
const KEPT_POLICIES = 256;
const keptPolicies = new Map<string, CompiledPolicy>();

function compiled(text: string, kind: 'identity' | 'resource'): CompiledPolicy {
  const key = `${kind} ${text}`;
  const known = keptPolicies.get(key);
  if (known !== undefined) return known;
  const policy = compilePolicy(
    parsePolicy(text, kind),
    kind === 'resource' ? 'resource-based policy' : 'session policy',
  );
  if (keptPolicies.size >= KEPT_POLICIES) keptPolicies.clear();
  keptPolicies.set(key, policy);
  return policy;
}
