import type { Received, Reply } from '@portico/api-compiler';
import { builtIn, lastHeader } from '@portico/api-compiler';
import { GatewayFault } from '@portico/api-model';
import type { StageAddress, Stages } from '@portico/gateway';
import { invoke, MAX_PAYLOAD_BYTES } from '@portico/gateway';
import { Payload } from '@portico/values';
import type { RequestHandler, WireRequest } from './http-listener.ts';
import { newExtendedRequestId, newRequestId } from './random-ids.ts';

/** Requests to deployed APIs: the listener's facts become a `Received`, the pipeline does the rest. */
export function deployedApiHandler(stages: Stages, address: StageAddress, request: WireRequest): RequestHandler {
  const stage = stages.get(address.apiId, address.stageName);
  const receivedAtInMillis = Date.now();
  return {
    maxBodyBytes: MAX_PAYLOAD_BYTES,
    tooLarge: () => refused(new GatewayFault('REQUEST_TOO_LARGE'), request),
    handle(body) {
      // An unknown API or stage, and one whose default host is switched off, look the same from outside.
      if (stage === undefined || stage.api.disableExecuteApiEndpoint) {
        return refused(new GatewayFault('WAF_FILTERED', { errorType: 'ForbiddenException' }), request);
      }
      return invoke(stage, received(address, request, receivedAtInMillis, body));
    },
  };
}

function received(address: StageAddress, request: WireRequest, receivedAtInMillis: number, body: Uint8Array): Received {
  return {
    requestId: requestIdOf(request),
    extendedRequestId: newExtendedRequestId(),
    receivedAtInMillis,
    httpMethod: lastHeader(request.headers, 'x-http-method-override')?.toUpperCase() ?? request.method,
    path: `/${address.stageName}${address.pathBelowStage}`,
    pathBelowStage: address.pathBelowStage,
    rawQuery: address.rawQuery,
    headers: request.headers,
    body: Payload.fromBytes(body),
    sourceIp: request.remoteAddress,
    domainName: request.host.replace(/:\d+$/, ''),
  };
}

/** A client may name the request itself, with a UUID. */
function requestIdOf(request: WireRequest): string {
  const named = lastHeader(request.headers, 'x-amzn-requestid');
  return named !== undefined && UUID.test(named) ? named : newRequestId();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The answer where no stage is known: built in, with the headers that every answer of the gateway carries. */
function refused(fault: GatewayFault, request: WireRequest): Reply {
  const reply = builtIn(fault);
  return {
    ...reply,
    headers: [...reply.headers, ['x-amzn-RequestId', requestIdOf(request)], ['x-amz-apigw-id', newExtendedRequestId()]],
  };
}
