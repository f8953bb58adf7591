import type { RestApi } from '@portico/api-model';
import type { VerifiedIdentity } from '@portico/wire';
import { AwsError } from '@portico/wire';
import type { OperationCall } from '../operation-call.ts';
import type { ApiGatewayPorts } from './ports.ts';

/**
 * Asks IAM for a request as API Gateway does: the verb is the action, the path the resource
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html).
 * @param uri of the operation; its labels are filled in decoded, so that no other spelling of a path passes by a policy
 */
export function requireAccess(
  ports: ApiGatewayPorts,
  caller: VerifiedIdentity,
  method: string,
  uri: string,
  labels: OperationCall['labels'],
): void {
  const path = uri.replace(/\?.*$/, '').replace(/\{(\w+)\+?\}/g, (_, name: string) => {
    const value = labels.get(name) ?? '';
    return name === 'resource_arn' ? encodeURIComponent(value) : value;
  });
  ask(ports, caller, `apigateway:${method}`, `arn:aws:apigateway:${caller.region}::${path}`);
}

/** Whoever gives API Gateway a role must be allowed to pass it. `credentials` that name no role need nothing. */
export function requirePassRole(call: OperationCall, ports: ApiGatewayPorts, credentials: string | undefined): void {
  if (credentials === undefined || !/^arn:[^:]+:iam::\d{12}:role\//.test(credentials)) return;
  ask(ports, call.caller, 'iam:PassRole', credentials, { 'iam:PassedToService': ['apigateway.amazonaws.com'] });
}

/** As {@link requirePassRole}, for every role of a definition. */
export function requirePassRoles(
  call: OperationCall,
  ports: ApiGatewayPorts,
  { resources, authorizers }: Pick<RestApi, 'resources' | 'authorizers'>,
): void {
  const roles = [
    ...resources.flatMap(({ methods }) => methods.map(({ integration }) => integration?.credentials)),
    ...authorizers.map(({ authorizerCredentials }) => authorizerCredentials),
  ];
  for (const role of new Set(roles)) requirePassRole(call, ports, role);
}

function ask(
  ports: ApiGatewayPorts,
  caller: VerifiedIdentity,
  action: string,
  resource: string,
  context: Readonly<Record<string, readonly string[]>> = {},
): void {
  const decision = ports.authorize({ caller, action, resource, context });
  if (!decision.isAllowed) throw new AwsError('AccessDeniedException', 403, decision.message);
}
