import type { Integration, Method, RestApi } from '@portico/api-model';
import type { Payload } from '@portico/values';
import type { Report } from './diagnostics.ts';
import type { HeaderEntry } from './facts.ts';
import { lastHeader } from './facts.ts';
import { headerValue } from './header-rules.ts';
import type { ResponseTransfer } from './integration-call.ts';
import { carriesBody, integrationMethod, responseTransfer } from './integration-call.ts';
import type { IntegrationTarget } from './integration-target.ts';
import { endpointNameOf } from './integration-target.ts';
import type { IntegrationUrl } from './integration-url.ts';
import { serviceTarget } from './integration-url.ts';
import type { BinaryMediaTypes } from './media-type.ts';
import { JSON_TYPE } from './media-type.ts';
import { compileMockStatus } from './mock-status.ts';
import type { InvocationHeaders } from './outbound-headers.ts';
import { compileInvocationHeaders, compileOutboundHeaders } from './outbound-headers.ts';
import { compileProxyRequest } from './proxy-request.ts';
import type { MappedParameters, ParameterMappings } from './request-parameters.ts';
import { compileRequestParameters, withRequestOverrides } from './request-parameters.ts';
import { compileRequestBody } from './request-template.ts';
import type { RequestScope } from './scopes.ts';
import { targetHeader } from './service-action.ts';
import type { ServiceApi, ServiceArn } from './service-arn.ts';
import { parseServiceApi } from './service-arn.ts';
import { compileUri } from './uri-template.ts';

/** One call of an integration, complete but for what the gateway adds itself (trace id, signature). */
export type IntegrationRequest =
  /** `undefined`: no status named, the default integration response answers. */
  | { readonly type: 'MOCK'; readonly status: number | undefined }
  | {
      readonly type: 'HTTP';
      /** HTTP_PROXY. */
      readonly isProxy: boolean;
      readonly httpMethod: string;
      readonly url: IntegrationUrl;
      readonly headers: readonly HeaderEntry[];
      /** `headers` is the same list in other requests. */
      readonly recurs: boolean;
      /** Absent for GET, HEAD and OPTIONS. */
      readonly body: Payload | undefined;
      readonly timeoutInMillis: number;
      readonly insecureSkipVerification: boolean;
      readonly transfer: ResponseTransfer;
    }
  | {
      /** Any other AWS service. */
      readonly type: 'AWS';
      readonly region: string;
      /** `dynamodb`, `bucket.s3`. */
      readonly service: string;
      readonly httpMethod: string;
      /** Path and query; begins with a slash. Visible ASCII only. */
      readonly target: string;
      readonly headers: readonly HeaderEntry[];
      /** Absent for GET, HEAD and OPTIONS. */
      readonly body: Payload | undefined;
      /** A role's ARN, `arn:aws:iam::*:user/*` for the caller's own, or none. */
      readonly credentials: string | undefined;
      readonly timeoutInMillis: number;
    }
  | {
      readonly type: 'SAGEMAKER';
      readonly region: string;
      /** `undefined`: the rendered path is no `endpoints/{name}/invocations`. */
      readonly endpointName: string | undefined;
      readonly servicePath: string;
      /** A role's ARN, `arn:aws:iam::*:user/*` for the caller's own, or none. */
      readonly credentials: string | undefined;
      readonly httpMethod: string;
      /** Mapped headers and the gateway's Accept, Content-Type and User-Agent. */
      readonly headers: readonly HeaderEntry[];
      readonly invocation: InvocationHeaders;
      readonly body: Payload;
      readonly timeoutInMillis: number;
    };

/** Throws GatewayFault: 415, 400 for a body expression on broken JSON, 500 for everything that is the API's fault. */
export type MapRequest = (scope: RequestScope) => IntegrationRequest;

/** The integration request in the service's order: parameters, body, overrides, headers, URI (spec: data plane, section 9). */
export function compileIntegrationRequest(
  api: RestApi,
  integration: Integration,
  method: Method,
  target: IntegrationTarget,
  binary: BinaryMediaTypes,
  report: Report,
): MapRequest {
  if (target.type === 'HTTP' && integration.type === 'HTTP_PROXY') {
    return compileProxyRequest(api, integration, method, target.url, binary, report);
  }
  const parameters = compileRequestParameters(integration, report);
  const body = compileRequestBody(integration, method, binary, report);
  const finish = compileFinish(api, integration, target, parameters);
  return (scope) => {
    const contentType = lastHeader(scope.received.headers, 'content-type');
    let mapped = parameters.map(scope);
    const template = body.template(contentType);
    const payload = body.map(scope, contentType, template);
    if (scope.contextIfRead !== undefined) mapped = withRequestOverrides(mapped, scope.contextIfRead);
    return finish({ scope, mapped, payload, contentType, isRendered: template !== undefined });
  };
}

interface MappedRequest {
  readonly scope: RequestScope;
  readonly mapped: MappedParameters;
  readonly payload: Payload;
  readonly contentType: string | undefined;
  /** A template made the payload. */
  readonly isRendered: boolean;
}

type Finish = (request: MappedRequest) => IntegrationRequest;

function compileFinish(
  api: RestApi,
  integration: Integration,
  target: IntegrationTarget,
  { constantHeader }: ParameterMappings,
): Finish {
  const { timeoutInMillis, insecureSkipVerification = false } = integration;
  switch (target.type) {
    case 'MOCK': {
      const statusOf = compileMockStatus();
      return ({ payload, isRendered }) => ({ type: 'MOCK', status: statusOf(payload, isRendered) });
    }
    case 'HTTP': {
      const headersOf = compileOutboundHeaders('HTTP', api.id, constantHeader);
      const transfer = responseTransfer(api, integration);
      return ({ scope, mapped, payload, contentType = JSON_TYPE }) => {
        const httpMethod = integrationMethod(integration, scope);
        const hasBody = carriesBody(httpMethod);
        return {
          type: 'HTTP',
          isProxy: false,
          httpMethod,
          url: target.url.render(mapped.path, scope.stageVariables, mapped.querystring),
          headers: headersOf(mapped, hasBody ? contentType : undefined),
          recurs: mapped.header === constantHeader,
          body: hasBody ? payload : undefined,
          timeoutInMillis,
          insecureSkipVerification,
          transfer,
        };
      };
    }
    case 'SAGEMAKER': {
      const headersOf = compileOutboundHeaders('AWS', api.id, constantHeader);
      const invocationOf = compileInvocationHeaders();
      const credentialsOf = compileCredentials(integration);
      const constantPath = target.path.constant;
      const constantName = constantPath === undefined ? undefined : endpointNameOf(constantPath);
      return ({ scope, mapped, payload, contentType = JSON_TYPE }) => {
        const servicePath = constantPath ?? target.path.render(mapped.path, scope.stageVariables);
        const headers = headersOf(mapped, contentType);
        return {
          type: 'SAGEMAKER',
          region: target.region,
          endpointName: constantName ?? endpointNameOf(servicePath),
          servicePath,
          credentials: credentialsOf(scope),
          httpMethod: integrationMethod(integration, scope),
          headers,
          invocation: invocationOf(headers),
          body: payload,
          timeoutInMillis,
        };
      };
    }
    case 'AWS':
      return compileAwsFinish(api, integration, target.arn, constantHeader);
    default:
      return target satisfies never;
  }
}

/** Spec: data plane, section 11.1. */
function compileAwsFinish(
  api: RestApi,
  integration: Integration,
  { region, service, api: serviceApi }: ServiceArn,
  constantHeader: MappedParameters['header'] | undefined,
): Finish {
  const { timeoutInMillis } = integration;
  const headersOf = compileOutboundHeaders('AWS', api.id, constantHeader);
  const credentialsOf = compileCredentials(integration);
  const fixed = serviceApi.constant === undefined ? undefined : parseServiceApi(serviceApi.constant);
  return ({ scope, mapped, payload, contentType = JSON_TYPE }) => {
    const { stageVariables } = scope;
    const called = fixed ?? parseServiceApi(serviceApi.render(mapped.path, stageVariables));
    const httpMethod = integrationMethod(integration, scope);
    const hasBody = carriesBody(httpMethod);
    return {
      type: 'AWS',
      region,
      service,
      httpMethod,
      target: targetOf(called, mapped),
      headers: withAction(headersOf(mapped, hasBody ? contentType : undefined), service, called, mapped),
      body: hasBody ? payload : undefined,
      credentials: credentialsOf(scope),
      timeoutInMillis,
    };
  };
}

/** The role of the call; stage variables may be in it. */
function compileCredentials({ credentials = '' }: Integration): (scope: RequestScope) => string | undefined {
  const template = compileUri(credentials);
  const fixed = template.constant === '' ? undefined : template.constant;
  if (template.constant !== undefined) return () => fixed;
  return ({ stageVariables }) => template.render(NO_PATH, stageVariables) || undefined;
}

const NO_PATH: ReadonlyMap<string, string> = new Map();

function targetOf({ form, name }: ServiceApi, { querystring }: MappedParameters): string {
  if (form === 'path') return serviceTarget(`/${name}`, querystring);
  return serviceTarget('/', new Map([['Action', [name]], ...querystring]));
}

/** Services of the JSON protocol take the action from a header; the author's own wins. */
function withAction(
  headers: readonly HeaderEntry[],
  service: string,
  { form, name }: ServiceApi,
  mapped: MappedParameters,
): readonly HeaderEntry[] {
  const target = form === 'action' && !mapped.header.has('x-amz-target') ? targetHeader(service, name) : undefined;
  return target === undefined ? headers : [...headers, ['X-Amz-Target', headerValue('X-Amz-Target', target)]];
}
