import type { Scope } from '@portico/store';
import { AwsError } from '@portico/wire';
import type { SageMakerKind } from './arn.ts';
import { sagemakerArn } from './arn.ts';

/** SageMaker's errors (spec: SageMaker, section 2): nearly all of them are a ValidationException. */

export function refused(message: string): AwsError {
  return new AwsError('ValidationException', 400, message);
}

/** What the service serves and Portico does not. */
export function notServed(what: string, remedy: string): AwsError {
  return refused(`Portico does not serve ${what} yet. ${remedy}`);
}

const NOUNS = { model: 'model', 'endpoint-config': 'endpoint configuration', endpoint: 'endpoint' } as const;

export function notFound(owner: Scope, kind: SageMakerKind, name: string): AwsError {
  return refused(`Could not find ${NOUNS[kind]} "${sagemakerArn(owner, kind, name)}".`);
}

export function alreadyExists(owner: Scope, kind: SageMakerKind, name: string): AwsError {
  return refused(`Cannot create already existing ${NOUNS[kind]} "${sagemakerArn(owner, kind, name)}".`);
}

export function inProgress(owner: Scope, endpointName: string): AwsError {
  return refused(`Cannot update in-progress endpoint "${sagemakerArn(owner, 'endpoint', endpointName)}".`);
}
