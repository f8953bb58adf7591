import type { CallerFacts, HeaderEntry, IntegrationUrl } from '@portico/api-compiler';
import type { Payload } from '@portico/values';
import type { RandomText } from './request-ids.ts';

/** What the data plane needs from outside. The server wires it once. */
export interface GatewayPorts {
  readonly sagemaker: SageMakerRuntime;
  readonly http: HttpClient;
  readonly awsServices: AwsServices;
  /** Execution roles as IAM has them now. Absent: every role may do everything. */
  readonly roles?: ExecutionRoles;
  /** Who calls methods with AWS_IAM. Absent: nobody gets in. */
  readonly callers?: IamCallers;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** For trace ids; need not be secret. */
  readonly randomHex: RandomText;
  readonly executionLogs: ExecutionLogSink;
}

/** SageMaker Runtime, in this process or behind HTTP. Failures are answers with the service's status and body, never exceptions. */
export interface SageMakerRuntime {
  invokeEndpoint(request: {
    readonly endpointName: string;
    readonly accountId: string;
    readonly region: string;
    readonly contentType?: string;
    readonly accept?: string;
    readonly body: Payload;
    /** `x-amzn-sagemaker-*`, names in lower case. */
    readonly headers: ReadonlyMap<string, string>;
  }): RuntimeAnswer | Promise<RuntimeAnswer>;
}

export interface RuntimeAnswer {
  readonly status: number;
  readonly headers: readonly HeaderEntry[];
  readonly body: Payload;
}

export interface ExecutionRoles {
  /** Undefined: API Gateway may assume the role, and the role may do it. Asked with every request. */
  refuse(use: {
    readonly roleArn: string;
    /** Of the API. */
    readonly accountId: string;
    /** `sagemaker:InvokeEndpoint` */
    readonly action: string;
    /** ARN. */
    readonly resource: string;
  }): RoleRefusal | undefined;
}

/** `explanation`: which statement is missing, for the execution log. */
export type RoleRefusal =
  | { readonly kind: 'cannot-be-assumed'; readonly explanation: string }
  /** `message` is what the service answers to the role. */
  | { readonly kind: 'denied'; readonly message: string; readonly explanation: string };

export interface IamCallers {
  /** Verifies a signature and asks for execute-api:Invoke. */
  admit(request: {
    readonly method: string;
    /** As it came. */
    readonly target: string;
    readonly headers: readonly HeaderEntry[];
    readonly body: Uint8Array;
    readonly sourceIp: string;
    /** Of the API. */
    readonly region: string;
    readonly methodArn: string;
  }): CallerFacts | CallerRefusal;
  /** Undefined: the caller that was admitted may do it with the own permissions. */
  refuse(use: {
    readonly caller: CallerFacts;
    /** `sagemaker:InvokeEndpoint` */
    readonly action: string;
    /** ARN. */
    readonly resource: string;
  }): Extract<RoleRefusal, { kind: 'denied' }> | undefined;
}

/** What the caller is told (spec: data plane, section 5.2). */
export interface CallerRefusal {
  readonly responseType: 'MISSING_AUTHENTICATION_TOKEN' | 'INVALID_SIGNATURE' | 'EXPIRED_TOKEN' | 'ACCESS_DENIED';
  readonly errorType: string;
  readonly message: string;
}

/** AWS services but SageMaker Runtime's invocations: finds where a service is, signs, sends. */
export interface AwsServices {
  /** Never rejects. */
  send(call: AwsServiceCall): Promise<AwsServiceOutcome>;
}

export interface AwsServiceCall {
  /** As in the integration's URI: `dynamodb`, `bucket.s3`. */
  readonly service: string;
  readonly region: string;
  readonly httpMethod: string;
  /** Path and query; begins with a slash. */
  readonly target: string;
  readonly headers: readonly HeaderEntry[];
  readonly body: Uint8Array | undefined;
  /** A role to assume, `arn:aws:iam::*:user/*` for the caller's own credentials; `undefined`: none named. */
  readonly credentials: string | undefined;
  /** Who calls a method with AWS_IAM. */
  readonly caller: CallerFacts | undefined;
  readonly timeoutInMillis: number;
  readonly maxResponseBytes: number;
  /** All header lines of the response, with their line ends; more is `BROKEN`. */
  readonly maxResponseHeaderBytes: number;
}

export type AwsServiceOutcome =
  | HttpOutcome
  /** `NO_ENDPOINT`: nobody has said where the service is; `NO_CREDENTIALS`: the role cannot be assumed. */
  | { readonly failure: 'NO_ENDPOINT' | 'NO_CREDENTIALS' };

/** An HTTP/1.1 client that sends what it is given: path, header case and repetition stay, redirects are not followed. */
export interface HttpClient {
  /** One exchange, sent at most once. Never rejects. */
  send(request: HttpCall): Promise<HttpOutcome>;
  /** The same, settled when the head of the response is there. */
  stream(request: HttpCall & { readonly idleTimeoutInMillis: number }): Promise<HttpStreamOutcome>;
}

export interface HttpCall {
  readonly url: IntegrationUrl;
  readonly httpMethod: string;
  readonly headers: readonly HeaderEntry[];
  /** Header lines with their ends, sent behind `headers`. */
  readonly moreLines?: readonly Uint8Array[];
  /** There will be more calls with the same list of `headers`, which never changes. */
  readonly recurs?: boolean;
  readonly body: Uint8Array | undefined;
  /** For the whole exchange. */
  readonly timeoutInMillis: number;
  readonly maxResponseBytes: number;
  /** All header lines of the response, with their line ends; more is `BROKEN`. */
  readonly maxResponseHeaderBytes: number;
  readonly insecureSkipVerification: boolean;
}

export type HttpOutcome =
  | { readonly status: number; readonly headers: readonly HeaderEntry[]; readonly body: Uint8Array }
  | HttpFailure;

export type HttpStreamOutcome =
  /** A body that does not come to its end throws; the `reason` of the error is one of {@link BodyFailure}. */
  | { readonly status: number; readonly headers: readonly HeaderEntry[]; readonly body: AsyncIterable<Uint8Array> }
  | HttpFailure;

export type BodyFailure = 'BROKEN' | 'MALFORMED' | 'TOO_LARGE' | 'TIMEOUT';

export type HttpFailure =
  /** `NO_CONNECTION`: nobody answered at that address; `BROKEN`: the connection ended early, TLS failed, or what came is not HTTP. */
  | { readonly failure: 'NO_CONNECTION' | 'TIMEOUT' | 'BROKEN' }
  /** `reportedLength`: what Content-Length says, else the octets that had come or been announced. */
  | { readonly failure: 'RESPONSE_TOO_LARGE'; readonly status: number; readonly reportedLength: number };

/** Where logs go: one event list for each request that logged something, and its line of the access log in an entry of its own. */
export interface ExecutionLogSink {
  write(entry: {
    readonly apiId: string;
    readonly stageName: string;
    readonly requestId: string;
    /** Events without time and request id. A body or a value of the caller's may put line ends into one. */
    readonly lines: readonly string[];
    /** A line of the stage's access log, for a log group. */
    readonly accessLog?: { readonly destinationArn: string; readonly line: string };
  }): void;
}
