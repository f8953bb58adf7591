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
  return new DeployedApiHandler(stages.get(address.apiId, address.stageName), address, request);
}

class DeployedApiHandler implements HttpRequestHandler {
  readonly maxBodyBytes: number = MAX_PAYLOAD_BYTES;
  readonly #stage: CompiledStage | undefined;
  readonly #address: StageAddress;
  readonly #request: HttpRequest;
  readonly #receivedAtInMillis: number = Date.now();

  constructor(stage: CompiledStage | undefined, address: StageAddress, request: HttpRequest) {
    this.#stage = stage;
    this.#address = address;
    this.#request = request;
  }

  tooLarge(): Reply {
    return refused(new GatewayFault('REQUEST_TOO_LARGE'));
  }

  handle(body: Uint8Array): Reply | Promise<Reply> {
    const stage = this.#stage;
    // An unknown API or stage, and one whose default host is switched off, look the same from outside.
    const isDefaultHost = this.#address.contextPath === undefined;
    if (stage === undefined || (isDefaultHost && stage.api.disableExecuteApiEndpoint))
      return refused(new GatewayFault('WAF_FILTERED'));
    const { method: httpMethod, target: rawTarget, headers, host, remoteAddress: sourceIp } = this.#request;
    const receivedAtInMillis = this.#receivedAtInMillis;
    const listened = { httpMethod, rawTarget, headers, host, sourceIp, receivedAtInMillis, body };
    const received = receive(this.#address, listened, drawIds);
    return backlog.isTooLong(receivedAtInMillis) ? overloaded(stage, received) : invoke(stage, received);
  }
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
