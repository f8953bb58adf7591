/** How a service writes its answers. Member names of REST-JSON error bodies differ by service, hence the two forms. */
export type Protocol =
  /** REST-JSON whose errors read `{"message": "..."}`: API Gateway. */
  | 'rest-json'
  /** REST-JSON whose errors read `{"Message": "..."}`: SageMaker Runtime. */
  | 'rest-json-capitalised'
  /** JSON 1.1, `X-Amz-Target` in, `__type` in errors: SageMaker. */
  | 'json-1.1'
  /** Query: a form in, XML out; errors in `<ErrorResponse>`. */
  | 'query-iam'
  | 'query-sts';

export type JsonProtocol = Exclude<Protocol, QueryProtocol>;
export type QueryProtocol = 'query-iam' | 'query-sts';

/** An HTTP answer, ready to be written. `body` is empty where there is none. */
export interface WireReply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

const CONTENT_TYPES: Readonly<Record<JsonProtocol, string>> = {
  'rest-json': 'application/json',
  'rest-json-capitalised': 'application/json',
  'json-1.1': 'application/x-amz-json-1.1',
};

const encoder = new TextEncoder();

/** A successful answer; an `output` of undefined is an answer without a body. `requestId` is a UUID. */
export function jsonReply(protocol: JsonProtocol, status: number, output: unknown, requestId: string): WireReply {
  if (output === undefined) return { status, headers: [['x-amzn-RequestId', requestId]], body: new Uint8Array(0) };
  return {
    status,
    headers: [
      ['Content-Type', CONTENT_TYPES[protocol]],
      ['x-amzn-RequestId', requestId],
    ],
    body: encoder.encode(JSON.stringify(output)),
  };
}
