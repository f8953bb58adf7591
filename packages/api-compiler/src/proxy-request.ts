import type { Integration, Method, RestApi } from '@portico/api-model';
import { convertRequest } from './content-handling.ts';
import type { Report } from './diagnostics.ts';
import type { HeaderEntry } from './facts.ts';
import { isAcceptedRequestHeader, lastHeader } from './facts.ts';
import { configurationFault } from './faults.ts';
import { headerValue, isDroppedRequestHeader, isForbiddenRequestHeader } from './header-rules.ts';
import { carriesBody, integrationMethod, responseTransfer } from './integration-call.ts';
import type { MapRequest } from './integration-request.ts';
import type { UrlTemplate } from './integration-url.ts';
import type { BinaryMediaTypes } from './media-type.ts';
import { ACCEPT_JSON } from './outbound-headers.ts';
import type { MappedParameters } from './request-parameters.ts';
import { compileRequestParameters } from './request-parameters.ts';

/**
 * HTTP_PROXY: the client's headers, query and body go on; no templates. Parameter mappings count: headers replace the client's, query
 * values come behind the client's, which come behind those of the URI (spec: data plane, sections 9.1 and 9.5).
 */
export function compileProxyRequest(
  api: RestApi,
  integration: Integration,
  method: Method,
  url: UrlTemplate,
  binary: BinaryMediaTypes,
  report: Report,
): MapRequest {
  const parameters = compileRequestParameters(integration, report);
  const { timeoutInMillis, contentHandling, insecureSkipVerification = false } = integration;
  const transfer = responseTransfer(api, integration);
  const headersOf = compileProxyHeaders(api.id, method);
  return (scope) => {
    const { headers, belowStage } = scope.received;
    const mapped = parameters.map(scope);
    const httpMethod = integrationMethod(integration, scope);
    return {
      type: 'HTTP',
      isProxy: true,
      httpMethod,
      url: url.render(mapped.path, scope.stageVariables, mapped.querystring, belowStage.query),
      headers: headersOf(headers, mapped),
      recurs: false,
      body: carriesBody(httpMethod)
        ? convertRequest(scope.body, lastHeader(headers, 'content-type'), contentHandling, binary)
        : undefined,
      timeoutInMillis,
      insecureSkipVerification,
      transfer,
    };
  };
}

/** Client headers that only a mapping can set (section 9.5), and the two that are always the gateway's. */
const NOT_PASSED_ON: ReadonlySet<string> = new Set([
  'host',
  'content-encoding',
  'via',
  'x-amzn-trace-id',
  'x-amzn-apigateway-api-id',
]);

function compileProxyHeaders(
  apiId: string,
  { authorizationType }: Method,
): (received: readonly HeaderEntry[], mapped: MappedParameters) => readonly HeaderEntry[] {
  const userAgent: HeaderEntry = ['User-Agent', `AmazonAPIGateway_${apiId}`];
  const api: HeaderEntry = ['x-amzn-apigateway-api-id', apiId];
  // A signature is for the gateway, not for the backend (section 5.2).
  const isSigned = authorizationType === 'AWS_IAM';
  return (received, mapped) => {
    const headers: HeaderEntry[] = [];
    let hasAccept = mapped.header.has('accept');
    let hasUserAgent = mapped.header.has('user-agent');
    for (const entry of received) {
      const lower = entry[0].toLowerCase();
      if (!isAcceptedRequestHeader(lower) || NOT_PASSED_ON.has(lower) || mapped.header.has(lower)) continue;
      if (isSigned && lower === 'authorization') continue;
      hasAccept ||= lower === 'accept';
      hasUserAgent ||= lower === 'user-agent';
      headers.push(entry);
    }
    for (const [lower, [name, value]] of mapped.header) {
      if (isForbiddenRequestHeader('HTTP', lower)) throw configurationFault(`${name} header already present`);
      if (!isDroppedRequestHeader('HTTP', lower)) headers.push([name, headerValue(name, value)]);
    }
    if (!hasAccept) headers.push(ACCEPT_JSON);
    if (!hasUserAgent) headers.push(userAgent);
    headers.push(api);
    return headers;
  };
}
