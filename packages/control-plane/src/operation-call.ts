import type { VerifiedIdentity } from '@portico/wire';

/** A request to a control plane, already verified. */
export interface ControlPlaneRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly rawTarget: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly caller: VerifiedIdentity;
  /** A UUID; goes out as `x-amzn-RequestId`. */
  readonly requestId: string;
}

/** A REST-JSON request as its operation sees it. */
export interface OperationCall {
  /** Account and region act as the scope of everything that is read and written. */
  readonly caller: VerifiedIdentity;
  /** Decoded path labels by name, such as `restapi_id`. */
  readonly labels: ReadonlyMap<string, string>;
  readonly query: ReadonlyMap<string, readonly string[]>;
  readonly headers: ControlPlaneRequest['headers'];
  readonly body: Uint8Array;
}

/** A path label that the operation's URI pattern has. */
export function label(call: OperationCall, name: string): string {
  const value = call.labels.get(name);
  if (value === undefined) throw new Error(`the URI pattern has no label ${name}`);
  return value;
}

/** The first value of a query parameter. */
export function queryValue(call: OperationCall, name: string): string | undefined {
  return call.query.get(name)?.[0];
}
