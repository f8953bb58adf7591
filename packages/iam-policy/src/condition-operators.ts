import { BlockList, isIP } from 'node:net';
import type { Match } from './wildcard.ts';
import { compileWildcard, hasVariables } from './wildcard.ts';

/** One comparison of a value of the request with a value of the policy. */
export interface ConditionOperator {
  /** `StringEquals` */
  readonly name: string;
  /** The comparison fails for a value that equals any of the policy's, and holds for a key that is absent. */
  readonly isNegated: boolean;
  /** Undefined: a value that this operator cannot compare with. */
  readonly compile: (value: string, variables: boolean) => Match | undefined;
}

const never: Match = () => false;

function text(options: { readonly wildcards: boolean; readonly ignoreCase?: boolean }): ConditionOperator['compile'] {
  return (value, variables) => compileWildcard(value, { ...options, variables });
}

/** Numbers and dates may come from a variable, then the text that it has is compared. */
function ordered(
  parse: (text: string) => number | undefined,
  holds: (actual: number, expected: number) => boolean,
): ConditionOperator['compile'] {
  return (value) => {
    const expected = parse(value);
    if (expected === undefined) return undefined;
    return (actual) => {
      const number = parse(actual);
      return number !== undefined && holds(number, expected);
    };
  };
}

function parseNumber(value: string): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : undefined;
}

/** Epoch seconds, or a W3C date and time, to milliseconds. */
function parseDate(value: string): number | undefined {
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  if (!/^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?$/.test(value))
    return undefined;
  const epochMillis = Date.parse(/T.*\d$/.test(value) && !/[+-]\d\d:?\d\d$/.test(value) ? `${value}Z` : value);
  return Number.isNaN(epochMillis) ? undefined : epochMillis;
}

function compileBool(value: string): Match | undefined {
  const expected = value.toLowerCase();
  if (expected !== 'true' && expected !== 'false') return hasVariables(value) ? never : undefined;
  return (actual) => actual.toLowerCase() === expected;
}

/** An address, or a range in CIDR notation, of either family. */
function compileAddress(value: string): Match | undefined {
  const [address = '', prefix, ...rest] = value.split('/');
  const version = isIP(address);
  const bits = version === 6 ? 128 : 32;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  if (version === 0 || rest.length > 0 || length < 0 || length > bits) return undefined;
  const range = new BlockList();
  const family = version === 6 ? 'ipv6' : 'ipv4';
  range.addSubnet(address, length, family);
  return (actual) => isIP(actual) === version && range.check(actual, family);
}

/** Each of the six parts of an ARN is compared by itself; wildcards count in ArnEquals as well. */
function compileArn(value: string, variables: boolean): Match | undefined {
  const parts = arnParts(value);
  if (parts === undefined) return value === '*' ? (actual) => arnParts(actual) !== undefined : never;
  const matches = parts.map((part) => compileWildcard(part, { variables }));
  return (actual, context) => {
    const actualParts = arnParts(actual);
    return actualParts !== undefined && matches.every((match, index) => match(actualParts[index] ?? '', context));
  };
}

/** Colons inside of a variable do not separate. */
function arnParts(arn: string): readonly string[] | undefined {
  const parts: string[] = [''];
  for (const piece of arn.split(/(\$\{[^}]*\}|:)/)) {
    if (piece === ':' && parts.length < 6) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts.length === 6 && parts[0] === 'arn' ? parts : undefined;
}

function both(name: string, negatedName: string, compile: ConditionOperator['compile']): readonly ConditionOperator[] {
  return [
    { name, isNegated: false, compile },
    { name: negatedName, isNegated: true, compile },
  ];
}

function comparisons(
  kind: 'Numeric' | 'Date',
  parse: (text: string) => number | undefined,
): readonly ConditionOperator[] {
  const operator = (name: string, holds: (actual: number, expected: number) => boolean): ConditionOperator => ({
    name: `${kind}${name}`,
    isNegated: false,
    compile: ordered(parse, holds),
  });
  return [
    ...both(
      `${kind}Equals`,
      `${kind}NotEquals`,
      ordered(parse, (a, b) => a === b),
    ),
    operator('LessThan', (a, b) => a < b),
    operator('LessThanEquals', (a, b) => a <= b),
    operator('GreaterThan', (a, b) => a > b),
    operator('GreaterThanEquals', (a, b) => a >= b),
  ];
}

const ALL: readonly ConditionOperator[] = [
  ...both('StringEquals', 'StringNotEquals', text({ wildcards: false })),
  ...both('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', text({ wildcards: false, ignoreCase: true })),
  ...both('StringLike', 'StringNotLike', text({ wildcards: true })),
  ...comparisons('Numeric', parseNumber),
  ...comparisons('Date', parseDate),
  { name: 'Bool', isNegated: false, compile: compileBool },
  { name: 'BinaryEquals', isNegated: false, compile: (value) => (actual) => actual === value },
  ...both('IpAddress', 'NotIpAddress', compileAddress),
  ...both('ArnEquals', 'ArnNotEquals', compileArn),
  ...both('ArnLike', 'ArnNotLike', compileArn),
  // Asks for the key, not for its value: evaluated apart.
  { name: 'Null', isNegated: false, compile: compileBool },
];

/** By name in lower case (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html). */
export const CONDITION_OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map(
  ALL.map((operator) => [operator.name.toLowerCase(), operator]),
);

export function isValidConditionValue(operator: ConditionOperator, value: string): boolean {
  return operator.compile(value, true) !== undefined;
}
