import type { AwsError } from './aws-error.ts';
import type { JsonProtocol, Protocol, WireReply } from './protocol.ts';
import { jsonReply } from './protocol.ts';
import { queryErrorReply } from './query/query-reply.ts';

/**
 * The bytes of an error, in the protocol of the service that raises it
 * (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization and
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization).
 */
export function errorReply(error: AwsError, protocol: Protocol, requestId: string): WireReply {
  if (protocol === 'query-iam' || protocol === 'query-sts') return queryErrorReply(error, protocol, requestId);
  const reply = jsonReply(protocol, error.statusCode, errorBody(error, protocol), requestId);
  const headers = [...reply.headers, ...error.headers];
  if (protocol !== 'json-1.1') headers.push(['x-amzn-ErrorType', error.code]);
  return { ...reply, headers };
}

function errorBody(error: AwsError, protocol: JsonProtocol): Readonly<Record<string, unknown>> {
  switch (protocol) {
    case 'rest-json':
      return { message: error.message, ...error.extra };
    case 'rest-json-capitalised':
      return { Message: error.message, ...error.extra };
    case 'json-1.1':
      return { __type: error.code, message: error.message, ...error.extra };
  }
}
