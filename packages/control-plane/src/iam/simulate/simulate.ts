import {
  type CompiledPolicy,
  compilePolicy,
  type DecidingStatement,
  evaluate,
  type PolicySet,
  type Principal,
  type RequestContext,
  requestContext,
} from '@portico/iam-policy';
import type { FormInput, QueryOutput } from '@portico/wire';
import { invalidInput, invalidMember } from '../errors.ts';
import type { IamCall } from '../operation.ts';
import { page } from '../page.ts';
import { checkPolicy } from '../policy-text.ts';

const MAX_QUESTIONS = 1000;

/** The policies of a simulation, and who is asked about. */
export interface Simulated {
  readonly principal: Principal;
  readonly policies: PolicySet;
  /** Keys that the principal brings along; those of the input win. */
  readonly keys: readonly (readonly [key: string, values: readonly string[]])[];
}

/** Every action on every resource of the input, decided; a page of them. */
export function simulate({ input }: IamCall, { principal, policies, keys }: Simulated): QueryOutput {
  const actions = input.texts('ActionNames');
  if (actions.length === 0) throw invalidMember('ActionNames', undefined, 'Member must not be null');
  for (const action of actions) {
    if (!/^[\w.-]+:[\w*?]+$/.test(action)) throw invalidInput(`Invalid Input Action: ${action} is not valid.`);
  }
  const resources = input.texts('ResourceArns');
  const questions = actions.flatMap((action) =>
    (resources.length === 0 ? ['*'] : resources).map((resource) => ({ action, resource })),
  );
  if (questions.length > MAX_QUESTIONS)
    throw invalidInput(`At most ${MAX_QUESTIONS} actions and resources can be simulated.`);
  const known = [...keys, ...contextEntries(input)];
  return page(
    input,
    'EvaluationResults',
    questions.map((question, index) => ({ ...question, index })),
    ({ index }) => String(index).padStart(4, '0'),
    ({ action, resource }) => {
      const { context, missing } = watched(requestContext(known));
      const decision = evaluate(policies, { principal, action, resource, context });
      return {
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: decision.outcome,
        MatchedStatements: decision.outcome === 'implicitDeny' ? [] : decision.statements.map(matchedStatement),
        MissingContextValues: [...missing],
        ...(policies.boundary !== undefined && {
          PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: boundaryAllows(decision) },
        }),
      };
    },
  );
}

function boundaryAllows(decision: ReturnType<typeof evaluate>): boolean {
  return decision.outcome === 'allowed' || decision.policyType !== 'boundary';
}

function matchedStatement({ policyName, policyType }: DecidingStatement): QueryOutput {
  return { SourcePolicyId: policyName, SourcePolicyType: SOURCE_TYPES[policyType] };
}

const SOURCE_TYPES: Readonly<Record<DecidingStatement['policyType'], string>> = {
  identity: 'IAM Policy',
  boundary: 'IAM Policy',
  session: 'IAM Policy',
  resource: 'Resource Policy',
};

function contextEntries(input: FormInput): readonly (readonly [string, readonly string[]])[] {
  return input
    .structures('ContextEntries')
    .map((entry) => [entry.text('ContextKeyName') ?? '', entry.texts('ContextKeyValues')] as const);
}

/** Remembers which keys were asked for and are not there. */
function watched(context: RequestContext): { readonly context: RequestContext; readonly missing: ReadonlySet<string> } {
  const missing = new Set<string>();
  return {
    missing,
    context: {
      values(key) {
        const values = context.values(key);
        if (values === undefined) missing.add(key);
        return values;
      },
      single(key) {
        const value = context.single(key);
        if (value === undefined) missing.add(key);
        return value;
      },
    },
  };
}

/** Policies of the input, in the order in which they are there. */
export function inputPolicies(input: FormInput, member: string): readonly CompiledPolicy[] {
  return input
    .texts(member)
    .map((text, index) => compilePolicy(checkPolicy(text, 'identity'), `${member}.${index + 1}`));
}

/** What both operations read alike: boundary and resource policy of the input. */
export function inputPolicySet(input: FormInput): Pick<PolicySet, 'boundary' | 'resource'> {
  const [boundary] = inputPolicies(input, 'PermissionsBoundaryPolicyInputList');
  const text = input.text('ResourcePolicy');
  return {
    ...(boundary !== undefined && { boundary }),
    ...(text !== undefined && { resource: compilePolicy(checkPolicy(text, 'resource'), 'ResourcePolicy') }),
  };
}
