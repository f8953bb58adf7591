import type { Received, Reply, RequestIds } from '@portico/api-compiler';
import { builtIn, DecodedParameters, RequestScope } from '@portico/api-compiler';
import { GatewayFault } from '@portico/api-model';
import type { CompiledStage, StageAddress, Stages } from '@portico/gateway';
import { drawRequestIds, invoke, MAX_PAYLOAD_BYTES, receive } from '@portico/gateway';
import type { HttpRequest, HttpRequestHandler } from '@portico/http1';
import { createBacklog } from './backlog.ts';
import { randomTexts } from './random-ids.ts';

/** Requests to deployed APIs: the listener's facts become a `Received`, the pipeline does the rest. */
export function deployedApiHandler(stages: Stages, address: StageAddress, request: HttpRequest): HttpRequestHandler {
  const stage = stages.get(address.apiId, address.stageName);
  const receivedAtInMillis = Date.now();
  return {
    maxBodyBytes: MAX_PAYLOAD_BYTES,
    tooLarge: () => refused(new GatewayFault('REQUEST_TOO_LARGE')),
    handle(body) {
      // An unknown API or stage, and one whose default host is switched off, look the same from outside.
      const isDefaultHost = address.contextPath === undefined;
      if (stage === undefined || (isDefaultHost && stage.api.disableExecuteApiEndpoint))
        return refused(new GatewayFault('WAF_FILTERED'));
      const { method: httpMethod, target: rawTarget, headers, host, remoteAddress: sourceIp } = request;
      const listened = { httpMethod, rawTarget, headers, host, sourceIp, receivedAtInMillis, body };
      const received = receive(address, listened, drawIds);
      return backlog.isTooLong(receivedAtInMillis) ? overloaded(stage, received) : invoke(stage, received);
    },
  };
}

/** There is one event loop in a process, and its requests are served here. */
const backlog = createBacklog();

const drawIds = (named?: string): RequestIds => drawRequestIds(randomTexts, named);

/** The answer where no stage is known: built in, with the headers that every answer of the gateway carries. */
function refused(fault: GatewayFault): Reply {
  return { ...builtIn(fault), moreLines: [drawIds().lines] };
}

/** As for an account that has used up its rate: the API's own gateway response, where it has one. */
function overloaded({ api, facts }: CompiledStage, received: Received): Reply {
  const scope = new RequestScope(received, new DecodedParameters(received, NO_PATH_PARAMETERS), facts, undefined);
  const reply = api.gatewayResponse(new GatewayFault('THROTTLED', { reason: 'This process is overloaded' }), scope);
  return { ...reply, moreLines: [received.ids.lines] };
}

const NO_PATH_PARAMETERS: ReadonlyMap<string, string> = new Map();
