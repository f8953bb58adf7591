import { CONDITION_OPERATORS, isValidConditionValue } from './condition-operators.ts';
import { checkAction, checkResource } from './parse-names.ts';
import { parsePrincipals } from './parse-principals.ts';
import type { Listed, PolicyCondition, PolicyDocument, PolicyKind, PolicyStatement } from './policy-document.ts';
import { MalformedPolicyError, syntaxError } from './policy-document.ts';

/**
 * Reads a policy (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html). Throws MalformedPolicyError with
 * the service's text for what it would refuse. Actions and condition keys that no service has are accepted, as they are there.
 */
export function parsePolicy(text: string, kind: PolicyKind): PolicyDocument {
  const document = readObject(parseJson(text, kind), DOCUMENT_ELEMENTS);
  const version = document.get('Version') ?? '2008-10-17';
  const id = document.get('Id');
  if (id !== undefined && typeof id !== 'string') throw syntaxError();
  if (version !== '2008-10-17' && version !== '2012-10-17') throw syntaxError();
  const statement = document.get('Statement');
  if (statement === undefined) throw syntaxError();
  const statements = (Array.isArray(statement) ? statement : [statement]).map((one) => parseStatement(one, kind));
  if (statements.length === 0) throw syntaxError();
  if (kind === 'identity' && version !== '2012-10-17') {
    throw new MalformedPolicyError('Policy document must be version 2012-10-17 or greater.');
  }
  checkSids(statements);
  return { version, statements };
}

const DOCUMENT_ELEMENTS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);

const STATEMENT_ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
]);

function parseJson(text: string, kind: PolicyKind): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw kind === 'trust' ? new MalformedPolicyError('This policy contains invalid Json') : syntaxError();
  }
}

function parseStatement(value: unknown, kind: PolicyKind): PolicyStatement {
  const statement = readObject(value, STATEMENT_ELEMENTS);
  const effect = statement.get('Effect');
  if (effect !== 'Allow' && effect !== 'Deny') throw syntaxError();
  const sid = statement.get('Sid');
  if (sid !== undefined && typeof sid !== 'string') throw syntaxError();
  const actions = readEither(statement, 'Action', 'NotAction');
  if (actions === undefined) {
    throw new MalformedPolicyError(
      kind === 'trust' ? 'Missing required field Action' : 'Policy statement must contain actions.',
    );
  }
  for (const action of actions.patterns) checkAction(action);
  const resources = readEither(statement, 'Resource', 'NotResource');
  if (kind === 'trust') checkTrust(actions, resources);
  else if (resources === undefined) throw new MalformedPolicyError('Policy statement must contain resources.');
  if (kind === 'identity') for (const resource of resources?.patterns ?? []) checkResource(resource);
  const principals = parsePrincipals(statement.get('Principal'), statement.get('NotPrincipal'), kind);
  const conditions = parseConditions(statement.get('Condition'));
  return { sid, effect, actions, resources, principals, conditions };
}

function checkTrust(actions: Listed, resources: Listed | undefined): void {
  if (resources !== undefined) throw new MalformedPolicyError('Has prohibited field Resource');
  if (!actions.patterns.every((action) => /^(?:\*|sts:.*)$/i.test(action))) {
    throw new MalformedPolicyError('AssumeRole policy may only specify STS AssumeRole actions.');
  }
}

/** One of two elements that exclude each other. */
function readEither(statement: ReadonlyMap<string, unknown>, name: string, negatedName: string): Listed | undefined {
  const isNegated = statement.has(negatedName);
  if (isNegated && statement.has(name)) throw syntaxError();
  const value = statement.get(isNegated ? negatedName : name);
  return value === undefined ? undefined : { isNegated, patterns: readTexts(value) };
}

function parseConditions(value: unknown): readonly PolicyCondition[] {
  if (value === undefined) return [];
  const conditions: PolicyCondition[] = [];
  for (const [name, keys] of readObject(value)) {
    const [, quantifier, operator = '', ifExists] =
      /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(name) ?? [];
    const known = CONDITION_OPERATORS.get(operator.toLowerCase());
    if (known === undefined || (ifExists !== undefined && known.name === 'Null')) throw syntaxError();
    for (const [key, given] of readObject(keys)) {
      if (!/^[^:]+:.+$/s.test(key)) {
        throw new MalformedPolicyError('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
      }
      const values = (Array.isArray(given) ? given : [given]).map(scalarText);
      for (const text of values) {
        if (!isValidConditionValue(known, text)) throw new MalformedPolicyError('The policy failed legacy parsing');
      }
      conditions.push({
        operator: known.name,
        quantifier: quantifier === 'ForAllValues' || quantifier === 'ForAnyValue' ? quantifier : undefined,
        ifExists: ifExists !== undefined,
        key,
        values,
      });
    }
  }
  return conditions;
}

function checkSids(statements: readonly PolicyStatement[]): void {
  const known = new Set<string>();
  for (const { sid } of statements) {
    if (sid === undefined || sid === '') continue;
    if (!/^[0-9A-Za-z]*$/.test(sid)) {
      throw new MalformedPolicyError(
        'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
      );
    }
    if (known.has(sid)) throw new MalformedPolicyError('Statement IDs (SID) in a single policy must be unique.');
    known.add(sid);
  }
}

/** The members of a JSON object; only those named, where names are given. */
function readObject(value: unknown, allowed?: ReadonlySet<string>): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw syntaxError();
  const members = new Map<string, unknown>(Object.entries(value));
  for (const name of members.keys()) if (allowed?.has(name) === false) throw syntaxError();
  return members;
}

function readTexts(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((item) => {
    if (typeof item !== 'string') throw syntaxError();
    return item;
  });
}

function scalarText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw syntaxError();
}
