import type { Integration } from '../rest-api.ts';

/** Bytes of an API definition (https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html). */
export const MAXIMUM_DEFINITION_BYTES: number = 6 * 1024 * 1024;
/** Bytes of one mapping template (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). */
export const MAXIMUM_TEMPLATE_BYTES: number = 300 * 1024;
/** Characters of a resource policy (same page). */
export const MAXIMUM_POLICY_CHARACTERS: number = 8192;
const MINIMUM_TIMEOUT_IN_MILLIS = 50;
export const MAXIMUM_TIMEOUT_IN_MILLIS: number = 29_000;
/** Of a stream (https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html). */
const MAXIMUM_STREAM_IN_MILLIS = 900_000;
/** Bytes; a response smaller than the setting is not compressed. */
export const MAXIMUM_COMPRESSION_SIZE: number = 10_485_760;
/** Seconds that an authorizer's result may be kept. */
export const MAXIMUM_AUTHORIZER_TTL_IN_SECONDS: number = 3600;

/** The service's message for a time-out or a transfer mode that the integration cannot have; undefined for those it can. */
export function refuseTransfer({
  type,
  timeoutInMillis,
  responseTransferMode,
}: Pick<Integration, 'type' | 'timeoutInMillis' | 'responseTransferMode'>): string | undefined {
  const isStream = responseTransferMode === 'STREAM';
  // TODO(aws-verify): the text; HTTP is Portico's own (docs/streaming.md)
  if (isStream && (type === 'MOCK' || type === 'AWS'))
    return 'Response transfer mode STREAM is only supported for HTTP_PROXY and AWS_PROXY integrations';
  const maximum = isStream ? MAXIMUM_STREAM_IN_MILLIS : MAXIMUM_TIMEOUT_IN_MILLIS;
  return timeoutInMillis >= MINIMUM_TIMEOUT_IN_MILLIS && timeoutInMillis <= maximum
    ? undefined
    : `Timeout should be between ${MINIMUM_TIMEOUT_IN_MILLIS} ms and ${maximum} ms`;
}
