import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { cacheKeyParameters, declaredParameters, findUncachedParameters } from './cache-key.ts';
import type { SageMakerMethodProps } from './props.ts';
import { integrationResponsesOf, methodResponsesOf } from './responses.ts';
import { findInTemplate, reportFindings } from './template-findings.ts';

/** What a method takes from its construct. */
export interface EndpointMethodContext {
  readonly restApi: apigateway.RestApi;
  readonly resource: apigateway.IResource;
  readonly endpointName: string;
  readonly role: iam.Role;
  readonly requestValidator: apigateway.IRequestValidator;
  readonly cors: apigateway.CorsOptions | undefined;
}

/** Adds a method that invokes an endpoint, and checks its templates. */
export function addEndpointMethod(context: EndpointMethodContext, props: SageMakerMethodProps): apigateway.Method {
  const { restApi, resource, cors } = context;
  const { method: httpMethod = 'GET', apiKeyRequired } = props;
  const integrationResponses = integrationResponsesOf(props, cors);
  const requestParameters = declaredParameters(props, resource.path);
  const requestModels = createModels(restApi, resource, httpMethod, props.requestModels);
  const method = resource.addMethod(httpMethod, createIntegration(context, props, integrationResponses), {
    requestValidator: context.requestValidator,
    methodResponses: methodResponsesOf(props, integrationResponses),
    ...(Object.keys(requestParameters).length === 0 ? {} : { requestParameters }),
    ...(requestModels === undefined ? {} : { requestModels }),
    ...(apiKeyRequired === undefined ? {} : { apiKeyRequired }),
  });
  checkTemplates(method, props, integrationResponses);
  return method;
}

function createIntegration(
  { resource, endpointName, role }: EndpointMethodContext,
  props: SageMakerMethodProps,
  integrationResponses: apigateway.IntegrationResponse[],
): apigateway.AwsIntegration {
  const cacheKey = cacheKeyParameters(props, resource.path);
  return new apigateway.AwsIntegration({
    service: 'runtime.sagemaker',
    integrationHttpMethod: 'POST',
    path: `endpoints/${endpointName}/invocations`,
    options: {
      passthroughBehavior: apigateway.PassthroughBehavior.NEVER,
      credentialsRole: role,
      requestParameters: { 'integration.request.header.Content-Type': "'application/json'" },
      requestTemplates: { 'application/json': props.requestMappingTemplate, ...props.additionalRequestTemplates },
      integrationResponses,
      ...(cacheKey.length === 0 ? {} : { cacheKeyParameters: [...cacheKey] }),
    },
  });
}

function createModels(
  restApi: apigateway.RestApi,
  resource: apigateway.IResource,
  httpMethod: string,
  schemas: SageMakerMethodProps['requestModels'],
): Record<string, apigateway.IModel> | undefined {
  if (schemas === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(schemas).map(([contentType, schema]) => {
      const id = `${httpMethod}-${contentType.replaceAll('/', '-')}-model`;
      // The cast: aws-cdk-lib's class misses its own interface under exactOptionalPropertyTypes.
      const props: apigateway.ModelProps = { restApi: restApi as apigateway.IRestApi, contentType, schema };
      return [contentType, new apigateway.Model(resource, id, props)];
    }),
  );
}

function checkTemplates(
  method: apigateway.Method,
  {
    requestMappingTemplate,
    additionalRequestTemplates = {},
    responseMappingTemplate,
    ...options
  }: SageMakerMethodProps,
  integrationResponses: readonly apigateway.IntegrationResponse[],
): void {
  const requests: [string, string][] = [
    ['requestMappingTemplate', requestMappingTemplate],
    ...Object.entries(additionalRequestTemplates).map(([contentType, template]): [string, string] => [
      `additionalRequestTemplates['${contentType}']`,
      template,
    ]),
  ];
  for (const [prop, template] of requests) {
    const key = cacheKeyParameters(options, method.resource.path);
    const uncached = options.cache === undefined ? [] : findUncachedParameters(template, key);
    reportFindings(method, prop, template, [...findInTemplate(template, { phase: 'request' }), ...uncached]);
  }
  for (const [index, { responseTemplates = {} }] of integrationResponses.entries()) {
    for (const [contentType, template] of Object.entries(responseTemplates)) {
      const prop =
        responseMappingTemplate === undefined
          ? `integrationResponses[${index}].responseTemplates['${contentType}']`
          : 'responseMappingTemplate';
      reportFindings(method, prop, template, findInTemplate(template, { mediaType: contentType, phase: 'response' }));
    }
  }
}
