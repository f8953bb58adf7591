import type { Diagnostic } from '@portico/api-model';
import { AwsError } from '@portico/wire';
import { describeDiagnostics } from './describe-diagnostics.ts';

/** API Gateway's errors (spec: control plane, sections 1 and 2). */

export function badRequest(message: string, extra: Readonly<Record<string, unknown>> = {}): AwsError {
  return new AwsError('BadRequestException', 400, message, { extra });
}

export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', 404, message);
}

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', 409, message);
}

export function noSuchApi(accountId: string, restApiId: string): AwsError {
  return notFound(`Invalid API identifier specified ${accountId}:${restApiId}`);
}

export function noSuchResource(): AwsError {
  return notFound('Invalid Resource identifier specified');
}

export function noSuchMethod(): AwsError {
  return notFound('Invalid Method identifier specified');
}

export function noSuchIntegration(): AwsError {
  return notFound('Invalid Integration identifier specified');
}

/** Of a method response or an integration response. */
export function noSuchResponse(): AwsError {
  return notFound('Invalid Response status code specified');
}

export function noSuchRequestValidator(): AwsError {
  return notFound('Invalid Request Validator identifier specified');
}

export function noSuchModel(name: string): AwsError {
  return notFound(`Invalid model name specified: ${name}`);
}

export function noSuchAuthorizer(): AwsError {
  return notFound('Invalid Authorizer identifier specified');
}

export function noSuchApiKey(): AwsError {
  return notFound('Invalid API Key identifier specified');
}

export function noSuchUsagePlan(): AwsError {
  return notFound('Invalid Usage Plan ID specified');
}

export function noSuchVpcLink(): AwsError {
  return notFound('Invalid Vpc Link identifier specified');
}

// TODO(aws-verify): the texts of both
export function noSuchClientCertificate(): AwsError {
  return notFound('Invalid Client Certificate identifier specified');
}

export function noSuchDomainName(): AwsError {
  return notFound('Invalid domain name identifier specified');
}

export function noSuchStage(): AwsError {
  return notFound('Invalid stage identifier specified');
}

export function noSuchDeployment(): AwsError {
  return notFound('Invalid Deployment identifier specified');
}

/**
 * The error for what a server found wrong, undefined if nothing is: every error, and with `strict` every warning too.
 * They are in the message with place and remedy, and as data in the member `diagnostics`.
 */
export function refusal(sentence: string, diagnostics: readonly Diagnostic[], strict = false): AwsError | undefined {
  const reasons = strict ? diagnostics : diagnostics.filter(({ severity }) => severity === 'error');
  if (reasons.length === 0) return undefined;
  return badRequest(`${sentence}${describeDiagnostics(reasons)}`, { diagnostics: reasons });
}
