/**
 * The gateway response types with their built-in status, message and `x-amzn-ErrorType`
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html; spec: data plane, section 14).
 * `spaced`: errors raised from validation on print a space after the colon (`{"message": "..."}`), earlier ones do not.
 */
export const GATEWAY_RESPONSE_TYPES = {
  ACCESS_DENIED: {
    status: 403,
    message: 'User is not authorized to access this resource',
    errorType: 'AccessDeniedException',
    spaced: false,
  },
  API_CONFIGURATION_ERROR: {
    status: 500,
    message: 'Internal server error',
    errorType: 'InternalServerErrorException',
    spaced: true,
  },
  AUTHORIZER_CONFIGURATION_ERROR: {
    status: 500,
    message: null,
    errorType: 'AuthorizerConfigurationException',
    spaced: false,
  },
  AUTHORIZER_FAILURE: { status: 500, message: null, errorType: 'AuthorizerFailureException', spaced: false },
  BAD_REQUEST_BODY: { status: 400, message: 'Invalid request body', errorType: 'BadRequestException', spaced: true },
  BAD_REQUEST_PARAMETERS: {
    status: 400,
    message: 'Missing required request parameters: []',
    errorType: 'BadRequestException',
    spaced: true,
  },
  DEFAULT_4XX: { status: undefined, message: null, errorType: 'BadRequestException', spaced: true },
  DEFAULT_5XX: {
    status: undefined,
    message: 'Internal server error',
    errorType: 'InternalServerErrorException',
    spaced: true,
  },
  EXPIRED_TOKEN: {
    status: 403,
    message: 'The security token included in the request is expired',
    errorType: 'ExpiredTokenException',
    spaced: false,
  },
  INTEGRATION_FAILURE: {
    status: 504,
    message: 'Network error communicating with endpoint',
    errorType: 'InternalServerErrorException',
    spaced: true,
  },
  INTEGRATION_TIMEOUT: {
    status: 504,
    message: 'Endpoint request timed out',
    errorType: 'InternalServerErrorException',
    spaced: true,
  },
  INVALID_API_KEY: { status: 403, message: 'Forbidden', errorType: 'ForbiddenException', spaced: false },
  INVALID_SIGNATURE: { status: 403, message: null, errorType: 'InvalidSignatureException', spaced: false },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    message: 'Missing Authentication Token',
    errorType: 'MissingAuthenticationTokenException',
    spaced: false,
  },
  QUOTA_EXCEEDED: { status: 429, message: 'Limit Exceeded', errorType: 'LimitExceededException', spaced: false },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Too Long', errorType: 'RequestTooLargeException', spaced: false },
  RESOURCE_NOT_FOUND: { status: 404, message: 'Not Found', errorType: 'ResourceNotFoundException', spaced: false },
  THROTTLED: { status: 429, message: 'Too Many Requests', errorType: 'TooManyRequestsException', spaced: false },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized', errorType: 'UnauthorizedException', spaced: false },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    message: 'Unsupported Media Type',
    errorType: 'BadRequestException',
    spaced: true,
  },
  WAF_FILTERED: { status: 403, message: 'Forbidden', errorType: 'ForbiddenException', spaced: false },
} as const;

export interface GatewayResponseDefault {
  /** Absent for DEFAULT_4XX and DEFAULT_5XX: the status of the failure that falls back to them. */
  readonly status: number | undefined;
  /** `null` prints as JSON null. */
  readonly message: string | null;
  readonly errorType: string;
  readonly spaced: boolean;
}

export type GatewayResponseType = keyof typeof GATEWAY_RESPONSE_TYPES;

/**
 * A failure of the request pipeline: becomes a gateway response, in one place (`gateway`, invoke).
 * `message` (or `null`) is what the caller may read; `reason` goes to the execution log only.
 */
export class GatewayFault extends Error {
  override readonly name = 'GatewayFault';
  readonly responseType: GatewayResponseType;
  /** What `$context.error.message` holds; `null` prints as JSON null. */
  readonly clientMessage: string | null;
  /** Status, where the type has none of its own or the failure has another. */
  readonly status: number;
  readonly errorType: string;
  /** `$context.error.validationErrorString`. */
  readonly validationError: string | undefined;
  /** Lines for the execution log, without time and request id. */
  readonly reason: string | undefined;

  constructor(
    responseType: GatewayResponseType,
    details: {
      readonly message?: string | null;
      readonly status?: number;
      readonly errorType?: string;
      readonly validationError?: string;
      readonly reason?: string;
      readonly cause?: unknown;
    } = {},
  ) {
    const builtIn: GatewayResponseDefault = GATEWAY_RESPONSE_TYPES[responseType];
    const message = details.message === undefined ? builtIn.message : details.message;
    super(
      details.reason ?? message ?? responseType,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.responseType = responseType;
    this.clientMessage = message;
    this.status = details.status ?? builtIn.status ?? 500;
    this.errorType = details.errorType ?? builtIn.errorType;
    this.validationError = details.validationError;
    this.reason = details.reason;
  }
}
