import { MalformedPolicyError, parsePolicy } from '@portico/iam-policy';
import type { JsonObject } from '../../json-input.ts';
import { isObject } from '../../json-input.ts';
import { bucketArn } from '../authorize-s3.ts';
import { s3Error } from '../s3-error.ts';

/** A bucket's policy as far as it is checked when it is put. */
export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly string[];
  readonly hasCondition: boolean;
}

/** Throws MalformedPolicy. */
export function readPolicy(text: string, bucketName: string): readonly PolicyStatement[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw s3Error('MalformedPolicy');
  }
  if (!isObject(parsed)) throw s3Error('MalformedPolicy');
  const version = own(parsed, 'Version');
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw s3Error('MalformedPolicy', 'The policy must contain a valid version string');
  }
  const statements = own(parsed, 'Statement');
  if (statements === undefined) throw s3Error('MalformedPolicy', 'Missing required field Statement');
  const list = Array.isArray(statements) ? statements : [statements];
  if (list.length === 0) throw s3Error('MalformedPolicy', 'Could not parse the policy: Statement is empty!');
  const read = list.map((statement) => readStatement(statement, bucketName));
  checkGrammar(text);
  return read;
}

/** Whether it allows everybody (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html). */
export function isPublicPolicy(statements: readonly PolicyStatement[]): boolean {
  return statements.some(
    ({ effect, principals, hasCondition }) => effect === 'Allow' && !hasCondition && principals.includes('*'),
  );
}

/** What is put is evaluated with every request: nothing that IAM cannot read gets so far. */
function checkGrammar(text: string): void {
  try {
    parsePolicy(text, 'resource');
  } catch (error) {
    if (!(error instanceof MalformedPolicyError)) throw error;
    throw s3Error('MalformedPolicy', error.message);
  }
}

function readStatement(statement: unknown, bucketName: string): PolicyStatement {
  if (!isObject(statement)) throw s3Error('MalformedPolicy', 'Statement must be an object');
  const effect = own(statement, 'Effect');
  if (effect === undefined) throw s3Error('MalformedPolicy', 'Missing required field Effect');
  if (effect !== 'Allow' && effect !== 'Deny') throw s3Error('MalformedPolicy', `Invalid effect: ${String(effect)}`);
  const principal = own(statement, 'Principal') ?? own(statement, 'NotPrincipal');
  if (principal === undefined) throw s3Error('MalformedPolicy', 'Missing required field Principal');
  const actions = texts(own(statement, 'Action') ?? own(statement, 'NotAction'));
  if (actions.length === 0) throw s3Error('MalformedPolicy', 'Missing required field Action');
  if (actions.some((action) => action !== '*' && !/^s3:/i.test(action))) {
    throw s3Error('MalformedPolicy', 'Policy has invalid action');
  }
  const resources = texts(own(statement, 'Resource') ?? own(statement, 'NotResource'));
  if (resources.length === 0) throw s3Error('MalformedPolicy', 'Missing required field Resource');
  const arn = bucketArn(bucketName);
  if (resources.some((resource) => resource !== '*' && !resource.startsWith(arn) && !/[*?$]/.test(resource))) {
    throw s3Error('MalformedPolicy', 'Policy has invalid resource');
  }
  return { effect, principals: principalsOf(principal), hasCondition: own(statement, 'Condition') !== undefined };
}

function principalsOf(principal: unknown): readonly string[] {
  if (typeof principal === 'string') return [principal];
  if (!isObject(principal)) throw s3Error('MalformedPolicy', 'Invalid principal in policy');
  return Object.values(principal).flatMap(texts);
}

function texts(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.map((each: unknown) => {
    if (typeof each !== 'string') throw s3Error('MalformedPolicy', 'Policy has an element that is no text');
    return each;
  });
}

function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
