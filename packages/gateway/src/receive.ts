import type { HeaderEntry, PathAndQuery, Received, RequestIds } from '@portico/api-compiler';
import { lastHeader } from '@portico/api-compiler';
import { Payload } from '@portico/values';
import type { StageAddress } from './url-forms.ts';

/** A request as a listener has it: nothing decoded, nothing joined. */
export interface ListenerRequest {
  readonly httpMethod: string;
  readonly headers: readonly HeaderEntry[];
  /** Value of the Host header, with or without port. */
  readonly host: string;
  readonly sourceIp: string;
  readonly receivedAtInMillis: number;
  readonly body: Uint8Array;
  /** The target as it came. Absent: nobody can have signed the request. */
  readonly rawTarget?: string;
}

/** The facts that the pipeline starts from (spec: data plane, sections 2, 3 and 21.3). @param drawIds given the id by which the caller names the request, if any */
export function receive(
  address: StageAddress,
  request: ListenerRequest,
  drawIds: (named: string | undefined) => RequestIds,
): Received {
  return new ReceivedRequest(address, request, drawIds(namedId(request.headers)));
}

/** What few requests need is made when it is asked for. */
class ReceivedRequest implements Received {
  readonly ids: RequestIds;
  readonly receivedAtInMillis: number;
  readonly httpMethod: string;
  readonly belowStage: PathAndQuery;
  readonly headers: readonly HeaderEntry[];
  readonly body: Payload;
  readonly sourceIp: string;
  readonly host: string;
  readonly #address: StageAddress;
  readonly #request: ListenerRequest;

  constructor(address: StageAddress, request: ListenerRequest, ids: RequestIds) {
    this.ids = ids;
    this.receivedAtInMillis = request.receivedAtInMillis;
    this.httpMethod = lastHeader(request.headers, 'x-http-method-override')?.trim().toUpperCase() ?? request.httpMethod;
    this.belowStage = address.belowStage;
    this.headers = request.headers;
    this.body = Payload.fromBytes(request.body);
    this.sourceIp = request.sourceIp;
    this.host = request.host;
    this.#address = address;
    this.#request = request;
  }

  get path(): string {
    const { contextPath, stageName, belowStage } = this.#address;
    return contextPath ?? `/${stageName}${belowStage.path}`;
  }

  get requestLine(): Received['requestLine'] {
    const { httpMethod, rawTarget } = this.#request;
    return rawTarget === undefined ? undefined : { method: httpMethod, target: rawTarget };
  }
}

/** A caller may name the request itself, with a UUID. */
function namedId(headers: readonly HeaderEntry[]): string | undefined {
  const named = lastHeader(headers, 'x-amzn-requestid');
  return named !== undefined && UUID.test(named) ? named : undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
