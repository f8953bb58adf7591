import type { HeaderEntry } from './facts.ts';
import { configurationFault } from './faults.ts';
import { headerValue, isDroppedRequestHeader, isForbiddenRequestHeader } from './header-rules.ts';
import { JSON_TYPE } from './media-type.ts';
import type { MappedParameters } from './request-parameters.ts';

/** @param contentType of the client; `undefined` also for an integration method that carries no body */
export type OutboundHeaders = (mapped: MappedParameters, contentType: string | undefined) => readonly HeaderEntry[];

/**
 * No client header is forwarded unless mapped; the gateway supplies Accept, User-Agent, Content-Type and, for HTTP, the API's id
 * (spec: data plane, section 9.5). Throws GatewayFault API_CONFIGURATION_ERROR for a forbidden header.
 *
 * @param constant mapped headers that no request changes: the list is made once for each Content-Type in a row
 */
export function compileOutboundHeaders(
  type: 'AWS' | 'HTTP',
  apiId: string,
  constant: MappedParameters['header'] | undefined,
): OutboundHeaders {
  const userAgent: HeaderEntry = ['User-Agent', `AmazonAPIGateway_${apiId}`];
  const api: HeaderEntry = ['x-amzn-apigateway-api-id', apiId];
  let lastContentType: string | undefined;
  let last: readonly HeaderEntry[] | undefined;

  function make(mapped: MappedParameters, contentType: string | undefined): readonly HeaderEntry[] {
    const headers: HeaderEntry[] = [];
    for (const [lower, [name, value]] of mapped.header) {
      if (isForbiddenRequestHeader(type, lower)) throw configurationFault(`${name} header already present`);
      if (!isDroppedRequestHeader(type, lower)) headers.push([name, headerValue(name, value)]);
    }
    if (!mapped.header.has('accept')) headers.push(ACCEPT_JSON);
    if (contentType !== undefined && !mapped.header.has('content-type'))
      headers.push(['Content-Type', headerValue('Content-Type', contentType)]);
    if (!mapped.header.has('user-agent')) headers.push(userAgent);
    if (type === 'HTTP') headers.push(api);
    return headers;
  }

  return (mapped, contentType) => {
    if (mapped.header !== constant) return make(mapped, contentType);
    if (last === undefined || contentType !== lastContentType) {
      last = make(mapped, contentType);
      lastContentType = contentType;
    }
    return last;
  };
}

/** What an integration is asked for unless somebody says otherwise. */
export const ACCEPT_JSON: HeaderEntry = ['Accept', JSON_TYPE];

/** What of the outbound headers SageMaker Runtime reads. An AWS integration always has the first two. */
export interface InvocationHeaders {
  readonly contentType: string;
  readonly accept: string;
  /** `x-amzn-sagemaker-*`, names in lower case. */
  readonly controls: ReadonlyMap<string, string>;
}

/** Headers that are the same array as before are not read again. */
export function compileInvocationHeaders(): (headers: readonly HeaderEntry[]) => InvocationHeaders {
  let last: readonly HeaderEntry[] | undefined;
  let lastRead: InvocationHeaders | undefined;
  return (headers) => {
    if (lastRead === undefined || headers !== last) {
      lastRead = readInvocationHeaders(headers);
      last = headers;
    }
    return lastRead;
  };
}

function readInvocationHeaders(headers: readonly HeaderEntry[]): InvocationHeaders {
  const byName = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
  return {
    contentType: byName.get('content-type') ?? JSON_TYPE,
    accept: byName.get('accept') ?? JSON_TYPE,
    controls: new Map([...byName].filter(([name]) => name.startsWith('x-amzn-sagemaker-'))),
  };
}
