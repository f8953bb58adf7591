import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { corsHeaders } from './cors.ts';
import type { SageMakerMethodProps } from './props.ts';

const DEFAULT_STATUS_CODES = ['200', '500', '400'];

/** The integration responses of a method, with the headers that CORS needs. */
export function integrationResponsesOf(
  props: Pick<SageMakerMethodProps, 'integrationResponses' | 'responseMappingTemplate'>,
  cors: apigateway.CorsOptions | undefined,
): apigateway.IntegrationResponse[] {
  const responses = props.integrationResponses ?? defaultIntegrationResponses(props.responseMappingTemplate);
  if (cors === undefined) return responses;
  const headers = Array.from(corsHeaders(cors), ([name, value]) => [`method.response.header.${name}`, value]);
  return responses.map((response) => ({
    ...response,
    responseParameters: { ...Object.fromEntries(headers), ...response.responseParameters },
  }));
}

/** The caller's, or the default three and what the integration responses need; either with the headers they map. */
export function methodResponsesOf(
  props: Pick<SageMakerMethodProps, 'integrationResponses' | 'methodResponses'>,
  integrationResponses: readonly apigateway.IntegrationResponse[],
): apigateway.MethodResponse[] {
  const responses = new Map(
    (props.methodResponses ?? DEFAULT_STATUS_CODES.map((statusCode) => ({ statusCode }))).map(
      (response): [string, apigateway.MethodResponse] => [response.statusCode, response],
    ),
  );
  for (const { statusCode, responseParameters } of integrationResponses) {
    const response = responses.get(statusCode) ?? { statusCode };
    responses.set(statusCode, withHeaders(response, Object.keys(responseParameters ?? {})));
  }
  return [...responses.values()];
}

function withHeaders(response: apigateway.MethodResponse, names: readonly string[]): apigateway.MethodResponse {
  if (names.length === 0) return response;
  const declared = Object.fromEntries(names.map((name) => [name, true]));
  return { ...response, responseParameters: { ...declared, ...response.responseParameters } };
}

function defaultIntegrationResponses(responseMappingTemplate: string | undefined): apigateway.IntegrationResponse[] {
  return [
    responseMappingTemplate === undefined
      ? { statusCode: '200' }
      : { statusCode: '200', responseTemplates: { 'application/json': responseMappingTemplate } },
    { statusCode: '500', selectionPattern: '5\\d{2}' },
    { statusCode: '400', selectionPattern: '4\\d{2}' },
  ];
}
