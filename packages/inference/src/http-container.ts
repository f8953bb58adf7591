import { Payload } from '@portico/values';
import type { Container, ContainerReply, ContainerRequest } from './container.ts';
import { createHttpClient } from './http-client.ts';

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

/** A container behind HTTP (spec: SageMaker, section 3). */
export function httpContainer(options: HttpContainerOptions): HttpContainer {
  const client = createHttpClient({
    url: options.url,
    timeoutInMillis: options.timeoutInMillis ?? INVOCATION_TIMEOUT_IN_MILLIS,
    maxResponseBytes: options.maxResponseBytes ?? MAX_RESPONSE_BYTES,
  });
  const invocations = client.target('/invocations');
  const ping = client.target('/ping');

  async function invoke(request: ContainerRequest): Promise<ContainerReply> {
    const outcome = await client.send('POST', invocations, headersOf(request, invocations.host), request.body.bytes());
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

  return {
    invoke,
    ping: async () => {
      const outcome = await client.send('GET', ping, [['Host', ping.host]], undefined, PING_TIMEOUT_IN_MILLIS);
      return !('failure' in outcome) && outcome.status === 200;
    },
  };
}

function headersOf(request: ContainerRequest, host: string): (readonly [string, string])[] {
  const headers: (readonly [string, string])[] = [['Host', host]];
  if (request.contentType !== undefined) headers.push(['Content-Type', request.contentType]);
  if (request.accept !== undefined) headers.push(['Accept', request.accept]);
  if (request.customAttributes !== undefined) {
    headers.push(['X-Amzn-SageMaker-Custom-Attributes', request.customAttributes]);
  }
  return headers;
}

function headerValue(headers: readonly (readonly [string, string])[], lowerCase: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === lowerCase)?.[1];
}
