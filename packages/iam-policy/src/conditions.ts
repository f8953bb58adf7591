import { CONDITION_OPERATORS } from './condition-operators.ts';
import type { PolicyCondition } from './policy-document.ts';
import type { RequestContext } from './request-context.ts';
import type { Match } from './wildcard.ts';

export type Holds = (context: RequestContext) => boolean;

/**
 * Whether a condition holds for a request. A key that the request lacks fails it, but for negated operators, `...IfExists` and
 * `ForAllValues` (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html).
 */
export function compileCondition(condition: PolicyCondition, variables: boolean): Holds {
  const { key, quantifier, ifExists } = condition;
  const operator = CONDITION_OPERATORS.get(condition.operator.toLowerCase());
  if (operator === undefined) throw new Error(`no such condition operator: ${condition.operator}`);
  if (operator.name === 'Null') {
    const wanted = condition.values.map((value) => value.toLowerCase() === 'true');
    return (context) => wanted.includes((context.values(key) ?? []).length === 0);
  }
  const matches = condition.values.map((value) => operator.compile(value, variables) ?? never);
  const { isNegated } = operator;
  return (context) => {
    const values = context.values(key);
    if (values === undefined || values.length === 0) {
      return ifExists || quantifier === 'ForAllValues' || (isNegated && quantifier === undefined);
    }
    const holds = (value: string): boolean => matches.some((match) => match(value, context)) !== isNegated;
    // Without a quantifier a key has one value; where it has more, a negated operator must hold for each.
    return quantifier === 'ForAllValues' || (quantifier === undefined && isNegated)
      ? values.every(holds)
      : values.some(holds);
  };
}

const never: Match = () => false;
