import { AwsError, operationRouter } from '@portico/wire';
import type { ControlPlaneReply } from '../control-plane-reply.ts';
import { replyOf } from '../control-plane-reply.ts';
import type { ControlPlaneRequest } from '../operation-call.ts';
import { requireAccess } from './access.ts';
import { API_GATEWAY_OPERATIONS } from './operations.ts';
import type { ApiGatewayPorts } from './ports.ts';

const route = operationRouter(API_GATEWAY_OPERATIONS);

/**
 * Answers a request to API Gateway's control plane (REST-JSON, signing name `apigateway`). The caller's signature has
 * been verified. Never rejects; an answer that says 500 carries its reason in `failure`.
 */
export function handleApiGateway(request: ControlPlaneRequest, ports: ApiGatewayPorts): Promise<ControlPlaneReply> {
  const routed = served(route(request.method, request.rawTarget), ports);
  const operation = routed?.operation;
  return replyOf(operation?.name, 'rest-json', operation?.status ?? 403, request.requestId, () => {
    if (routed === undefined) throw unknownOperation();
    const { labels, query } = routed;
    requireAccess(ports, request.caller, request.method, routed.operation.uri, labels);
    return routed.operation.run(
      { caller: request.caller, labels, query, headers: request.headers, body: request.body },
      ports,
    );
  });
}

type Routed = ReturnType<typeof route>;

/** An operation that needs what the server does not have counts as unknown. */
function served(routed: Routed, ports: ApiGatewayPorts): Routed {
  const needs = routed?.operation.needs;
  return needs !== undefined && ports[needs] === undefined ? undefined : routed;
}

/** The service's own words for a method and path that are none of its operations. */
function unknownOperation(): AwsError {
  return new AwsError('AccessDeniedException', 403, 'Unable to determine service/operation name to be authorized');
}
