import type { HttpOutcome } from '@portico/http1';
import { createHttpClient } from '@portico/http1';
import { Payload } from '@portico/values';
import type { Container, ContainerReply, ContainerRequest } from './container.ts';
import { targetUnder } from './http-target.ts';

export interface HttpContainerOptions {
  /** Where the container listens; `/ping` and `/invocations` are below it. */
  readonly url: URL;
  /** Default 60,000 (spec: SageMaker, section 1.4). */
  readonly timeoutInMillis?: number;
  /** Longest answer; default 25 MB. */
  readonly maxResponseBytes?: number;
}

export interface HttpContainer extends Container {
  /** `GET /ping` answered 200 within two seconds. */
  ping(): Promise<boolean>;
}

const INVOCATION_TIMEOUT_IN_MILLIS = 60_000;
const PING_TIMEOUT_IN_MILLIS = 2000;
const MAX_RESPONSE_BYTES = 26_214_400;

/** A container behind HTTP (spec: SageMaker, section 3). Its connections are kept open; a request is sent once. */
export function httpContainer(options: HttpContainerOptions): HttpContainer {
  const { timeoutInMillis = INVOCATION_TIMEOUT_IN_MILLIS, maxResponseBytes = MAX_RESPONSE_BYTES } = options;
  const http = createHttpClient();
  const invocations = targetUnder(options.url, '/invocations');
  const ping = targetUnder(options.url, '/ping');
  return {
    async invoke(request) {
      const headers = headersOf(request);
      const body = request.body.bytes();
      return replyOf(
        await http.send({ url: invocations, httpMethod: 'POST', headers, body, timeoutInMillis, maxResponseBytes }),
      );
    },
    async ping() {
      const outcome = await http.send({
        url: ping,
        httpMethod: 'GET',
        headers: [],
        body: undefined,
        timeoutInMillis: PING_TIMEOUT_IN_MILLIS,
        maxResponseBytes,
      });
      return !('failure' in outcome) && outcome.status === 200;
    },
  };
}

function headersOf({ contentType, accept, customAttributes }: ContainerRequest): (readonly [string, string])[] {
  const headers: (readonly [string, string])[] = [];
  if (contentType !== undefined) headers.push(['Content-Type', contentType]);
  if (accept !== undefined) headers.push(['Accept', accept]);
  if (customAttributes !== undefined) headers.push(['X-Amzn-SageMaker-Custom-Attributes', customAttributes]);
  return headers;
}

function replyOf(outcome: HttpOutcome): ContainerReply {
  if ('failure' in outcome) {
    if (outcome.failure === 'RESPONSE_TOO_LARGE') return { failure: 'RESPONSE_TOO_LARGE', status: outcome.status };
    return { failure: outcome.failure === 'TIMEOUT' ? 'TIMEOUT' : 'NO_RESPONSE' };
  }
  const contentType = headerValue(outcome.headers, 'content-type');
  const customAttributes = headerValue(outcome.headers, 'x-amzn-sagemaker-custom-attributes');
  return {
    status: outcome.status,
    body: Payload.fromBytes(outcome.body),
    ...(contentType === undefined ? undefined : { contentType }),
    ...(customAttributes === undefined ? undefined : { customAttributes }),
  };
}

function headerValue(headers: readonly (readonly [string, string])[], lowerCase: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === lowerCase)?.[1];
}
