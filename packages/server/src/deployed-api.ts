import type { Reply } from '@portico/api-compiler';
import { builtIn } from '@portico/api-compiler';
import { GatewayFault } from '@portico/api-model';
import type { StageAddress, Stages } from '@portico/gateway';
import { invoke, MAX_PAYLOAD_BYTES, receive } from '@portico/gateway';
import type { HttpRequest, HttpRequestHandler } from '@portico/http1';
import { newExtendedRequestId, newRequestId } from './random-ids.ts';

/** Requests to deployed APIs: the listener's facts become a `Received`, the pipeline does the rest. */
export function deployedApiHandler(stages: Stages, address: StageAddress, request: HttpRequest): HttpRequestHandler {
  const stage = stages.get(address.apiId, address.stageName);
  const receivedAtInMillis = Date.now();
  return {
    maxBodyBytes: MAX_PAYLOAD_BYTES,
    tooLarge: () => refused(new GatewayFault('REQUEST_TOO_LARGE')),
    handle(body) {
      // An unknown API or stage, and one whose default host is switched off, look the same from outside.
      if (stage === undefined || stage.api.disableExecuteApiEndpoint) return refused(new GatewayFault('WAF_FILTERED'));
      const { method: httpMethod, headers, host, remoteAddress: sourceIp } = request;
      return invoke(stage, receive(address, { httpMethod, headers, host, sourceIp, receivedAtInMillis, body }, IDS));
    },
  };
}

const IDS = { newRequestId, newExtendedRequestId };

/** The answer where no stage is known: built in, with the headers that every answer of the gateway carries. */
function refused(fault: GatewayFault): Reply {
  const reply = builtIn(fault);
  return {
    ...reply,
    headers: [...reply.headers, ['x-amzn-RequestId', newRequestId()], ['x-amz-apigw-id', newExtendedRequestId()]],
  };
}
