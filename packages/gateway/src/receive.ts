import type { HeaderEntry, Received } from '@portico/api-compiler';
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

export interface RequestIds {
  /** A UUID. */
  readonly newRequestId: () => string;
  /** About 16 base64 characters. */
  readonly newExtendedRequestId: () => string;
}

/** The facts that the pipeline starts from (spec: data plane, sections 2, 3 and 21.3). */
export function receive(address: StageAddress, request: ListenerRequest, ids: RequestIds): Received {
  return {
    requestId: requestIdOf(request.headers, ids),
    extendedRequestId: ids.newExtendedRequestId(),
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
function requestIdOf(headers: readonly HeaderEntry[], ids: RequestIds): string {
  const named = lastHeader(headers, 'x-amzn-requestid');
  return named !== undefined && UUID.test(named) ? named : ids.newRequestId();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
