import type { Authorizer } from '@portico/api-model';
import { isCredentialsArn, MAXIMUM_AUTHORIZER_TTL_IN_SECONDS, refuseIntegrationUri } from '@portico/api-model';
import { badRequest } from '../errors.ts';

/** In the order of the service's message. */
export const AUTHORIZER_TYPES: readonly Authorizer['type'][] = ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'];

/** Throws BadRequestException for an authorizer that the service would not keep. TODO(aws-verify): the texts */
export function checkAuthorizer(authorizer: Authorizer): void {
  const { name, type, authorizerUri = '', authorizerCredentials, authorizerResultTtlInSeconds: ttl } = authorizer;
  if (name === '') throw badRequest('Authorizer name must be non-empty');
  if (type === 'COGNITO_USER_POOLS') {
    if (authorizer.providerARNs.length === 0) throw badRequest('Invalid Provider ARNs specified');
  } else if (refuseIntegrationUri('AWS_PROXY', authorizerUri) !== undefined) {
    throw badRequest(`Invalid Authorizer URI: ${authorizerUri}`);
  }
  if (authorizerCredentials !== undefined && !isCredentialsArn(authorizerCredentials)) {
    throw badRequest('Invalid ARN specified in the request');
  }
  if (ttl !== undefined && !(Number.isInteger(ttl) && ttl >= 0 && ttl <= MAXIMUM_AUTHORIZER_TTL_IN_SECONDS)) {
    throw badRequest(
      `Invalid authorizerResultTtlInSeconds, must be between 0 and ${MAXIMUM_AUTHORIZER_TTL_IN_SECONDS}`,
    );
  }
}
