import type { Holds } from './conditions.ts';
import { compileCondition } from './conditions.ts';
import type { Listed, PolicyDocument, PolicyStatement } from './policy-document.ts';
import type { Naming, Principal } from './principal.ts';
import { namingOf } from './principal.ts';
import type { RequestContext } from './request-context.ts';
import type { Match } from './wildcard.ts';
import { compileWildcard, hasVariables } from './wildcard.ts';

/** A policy, ready to be asked. */
export interface CompiledPolicy {
  /** What answers call it: a policy's name or ARN. */
  readonly name: string;
  readonly statements: readonly CompiledStatement[];
  /** No condition and no variable: what it says depends on principal, action and resource alone. */
  readonly isConstant: boolean;
}

export interface CompiledStatement {
  readonly effect: 'Allow' | 'Deny';
  /** Its Sid, or its position from 1: `statement 2`. */
  readonly label: string;
  /** Where the statement stands in its policy, from 0. */
  readonly index: number;
  /** How it names the principal, when it is for this action and resource and its conditions hold; `not` otherwise. */
  applies(request: PolicyRequest): Naming;
}

export interface PolicyRequest {
  readonly principal: Principal;
  /** `sagemaker:InvokeEndpoint` */
  readonly action: string;
  /** An ARN, or `*` for operations without a resource. */
  readonly resource: string;
  readonly context: RequestContext;
}

export function compilePolicy(document: PolicyDocument, name: string): CompiledPolicy {
  const variables = document.version === '2012-10-17';
  return {
    name,
    statements: document.statements.map((statement, index) => compileStatement(statement, index, variables)),
    isConstant: document.statements.every(isConstant),
  };
}

function isConstant({ conditions, resources }: PolicyStatement): boolean {
  return conditions.length === 0 && !(resources?.patterns.some(hasVariables) ?? false);
}

function compileStatement(statement: PolicyStatement, index: number, variables: boolean): CompiledStatement {
  const { effect, sid, principals } = statement;
  const action = compileListed(statement.actions, false, true);
  const resource = statement.resources && compileListed(statement.resources, variables, false);
  const conditions: readonly Holds[] = statement.conditions.map((one) => compileCondition(one, variables));
  return {
    effect,
    label: sid === undefined || sid === '' ? `statement ${index + 1}` : sid,
    index,
    applies(request) {
      if (!action(request.action, request.context)) return 'not';
      if (resource?.(request.resource, request.context) === false) return 'not';
      const naming = namingOf(principals, request.principal);
      if (naming === 'not') return 'not';
      return conditions.every((holds) => holds(request.context)) ? naming : 'not';
    },
  };
}

function compileListed({ isNegated, patterns }: Listed, variables: boolean, ignoreCase: boolean): Match {
  const matches = patterns.map((pattern) => compileWildcard(pattern, { variables, ignoreCase }));
  return (text, context) => matches.some((match) => match(text, context)) !== isNegated;
}
