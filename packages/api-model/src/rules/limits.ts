/** Bytes of an API definition (https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html). */
export const MAXIMUM_DEFINITION_BYTES: number = 6 * 1024 * 1024;
/** Bytes of one mapping template (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). */
export const MAXIMUM_TEMPLATE_BYTES: number = 300 * 1024;
/** Characters of a resource policy (same page). */
export const MAXIMUM_POLICY_CHARACTERS: number = 8192;
export const MINIMUM_TIMEOUT_IN_MILLIS: number = 50;
export const MAXIMUM_TIMEOUT_IN_MILLIS: number = 29_000;
/** Bytes; a response smaller than the setting is not compressed. */
export const MAXIMUM_COMPRESSION_SIZE: number = 10_485_760;
/** Seconds that an authorizer's result may be kept. */
export const MAXIMUM_AUTHORIZER_TTL_IN_SECONDS: number = 3600;
