import type { AuthorizationType, Method, MethodVerb, RestApi } from '@portico/api-model';
import { badRequest } from '../errors.ts';
import { checkMethodParameters, checkModels } from './parameter-rules.ts';

/** In the order of the service's message. */
export const METHOD_VERBS: readonly MethodVerb[] = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'];
const AUTHORIZATION_TYPES: readonly AuthorizationType[] = ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'];

export function readVerb(text: string): MethodVerb {
  const verb = METHOD_VERBS.find((known) => known === text);
  if (verb !== undefined) return verb;
  throw badRequest(`Invalid HttpMethod specified. Valid options are ${METHOD_VERBS.join(',')}`);
}

/** Any case goes in, upper case is kept. */
export function readAuthorizationType(text: string): AuthorizationType {
  const type = AUTHORIZATION_TYPES.find((known) => known === text.toUpperCase());
  if (type !== undefined) return type;
  // TODO(aws-verify): the text
  throw badRequest(`Invalid authorization type specified. Valid options are ${AUTHORIZATION_TYPES.join(',')}`);
}

/** Throws BadRequestException for a method that refers to what its API does not have (spec: control plane, 4.3). */
export function checkMethod(api: RestApi, method: Method): void {
  const { authorizationType, authorizerId, requestValidatorId } = method;
  if (requestValidatorId !== undefined && !api.requestValidators.some(({ id }) => id === requestValidatorId)) {
    throw badRequest('Invalid Request Validator identifier specified');
  }
  const needsAuthorizer = authorizationType === 'CUSTOM' || authorizationType === 'COGNITO_USER_POOLS';
  if (needsAuthorizer && !api.authorizers.some(({ id }) => id === authorizerId)) {
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    );
  }
  checkModels(api, method.requestModels);
  checkMethodParameters(method.requestParameters);
}
