import type { HeaderEntry, Received, RequestIds } from '@portico/api-compiler';
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
  return {
    ids: drawIds(namedId(request.headers)),
    receivedAtInMillis: request.receivedAtInMillis,
    httpMethod: lastHeader(request.headers, 'x-http-method-override')?.trim().toUpperCase() ?? request.httpMethod,
    path: address.contextPath ?? `/${address.stageName}${address.pathBelowStage}`,
    pathBelowStage: address.pathBelowStage,
    rawQuery: address.rawQuery,
    headers: request.headers,
    body: Payload.fromBytes(request.body),
    sourceIp: request.sourceIp,
    requestLine:
      request.rawTarget === undefined ? undefined : { method: request.httpMethod, target: request.rawTarget },
    host: request.host,
  };
}

/** A caller may name the request itself, with a UUID. */
function namedId(headers: readonly HeaderEntry[]): string | undefined {
  const named = lastHeader(headers, 'x-amzn-requestid');
  return named !== undefined && UUID.test(named) ? named : undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
