import type { Deployment, Diagnostic, Method, Resource, RestApi } from '@portico/api-model';
import type { BodyModels } from './body-models.ts';
import { compileBodyModels } from './body-models.ts';
import type { Report } from './diagnostics.ts';
import { collectInto } from './diagnostics.ts';
import type { RenderGatewayResponse } from './gateway-responses.ts';
import { compileGatewayResponses } from './gateway-responses.ts';
import type { MapRequest } from './integration-request.ts';
import { compileIntegrationRequest } from './integration-request.ts';
import type { MapResponse } from './integration-response.ts';
import { compileIntegrationResponses } from './integration-response.ts';
import { compileTarget } from './integration-target.ts';
import type { BinaryMediaTypes } from './media-type.ts';
import { compileBinaryMediaTypes } from './media-type.ts';
import type { ObserveTemplate } from './observe-template.ts';
import { proxyResponse } from './proxy-response.ts';
import type { Validate } from './request-validator.ts';
import { compileRequestValidator } from './request-validator.ts';
import type { RouteTree } from './route-tree.ts';
import { compileRoutes } from './route-tree.ts';
import type { MethodFacts } from './scopes.ts';

/** A deployment as a program: every cross-reference settled, every template and schema built. Immutable, shared by its stages. */
export interface CompiledApi {
  readonly apiId: string;
  readonly deploymentId: string;
  /** True: the default host answers 403 for this API. */
  readonly disableExecuteApiEndpoint: boolean;
  /** Bytes; `undefined`: requests and replies pass in the coding that they have. */
  readonly minimumCompressionSize: number | undefined;
  readonly routes: RouteTree<CompiledMethod>;
  readonly gatewayResponse: RenderGatewayResponse;
  /** With an error among them the deployment is to be refused: methods that do not compile are not in `routes`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One method of one resource: what a request runs, nothing left to look up. */
export interface CompiledMethod extends MethodFacts {
  readonly httpMethod: string;
  /** AWS_IAM: callers must be known and allowed. */
  readonly authorizationType: 'NONE' | 'AWS_IAM';
  /** Absent when there is nothing to check. */
  readonly validate: Validate | undefined;
  readonly mapRequest: MapRequest;
  readonly mapResponse: MapResponse;
}

/**
 * Compiles a deployment. Never throws for what an author wrote: errors in `diagnostics` refuse the deployment as a whole, warnings
 * fail at run time exactly as the service does (docs/errors.md lists the codes).
 * @param observe for tests and traces of templates
 */
export function compileApi(deployment: Deployment, observe?: ObserveTemplate): CompiledApi {
  const { api } = deployment;
  const diagnostics: Diagnostic[] = [];
  const report = collectInto(diagnostics, '', observe);
  const models = compileBodyModels(api);
  const binary = compileBinaryMediaTypes(api.binaryMediaTypes);
  refuseUnserved(api, report);
  if (api.resources.every((resource) => resource.methods.length === 0)) {
    report.add('no-methods', "The REST API doesn't contain any methods", 'Add a method with an integration.');
  }
  return {
    apiId: api.id,
    deploymentId: deployment.id,
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    minimumCompressionSize: api.minimumCompressionSize,
    routes: compileRoutes(api.resources, (resource, method) =>
      compileMethod(api, resource, method, models, binary, report.at(`${method.httpMethod} ${resource.path}`)),
    ),
    gatewayResponse: compileGatewayResponses(api, report),
    diagnostics,
  };
}

function compileMethod(
  api: RestApi,
  resource: Resource,
  method: Method,
  models: BodyModels,
  binary: BinaryMediaTypes,
  report: Report,
): CompiledMethod | undefined {
  refuseUnservedMethod(method, report);
  const { integration } = method;
  if (integration === undefined) {
    report.add('no-integration', 'No integration defined for method', 'Add x-amazon-apigateway-integration.');
    return undefined;
  }
  const target = compileTarget(integration, report);
  if (target === undefined) return undefined;
  return {
    resourceId: resource.id,
    resourcePath: resource.path,
    httpMethod: method.httpMethod,
    authorizationType: method.authorizationType === 'AWS_IAM' ? 'AWS_IAM' : 'NONE',
    validate: compileRequestValidator(api, method, models, report),
    mapRequest: compileIntegrationRequest(api, integration, method, target, binary, report),
    mapResponse:
      integration.type === 'HTTP_PROXY'
        ? (_scope, answer) => proxyResponse(answer)
        : compileIntegrationResponses(integration, method, binary, report),
  };
}

/** What is not served is refused here, never served unprotected. */
function refuseUnserved(api: RestApi, report: Report): void {
  if (api.policy !== undefined) notServed(report, 'resource policies');
  if (api.endpointTypes.includes('PRIVATE')) notServed(report, 'private APIs');
}

function refuseUnservedMethod(method: Method, report: Report): void {
  if (method.authorizationType !== 'NONE' && method.authorizationType !== 'AWS_IAM')
    notServed(report, `authorization type ${method.authorizationType}`);
  if (method.apiKeyRequired) notServed(report, 'methods that require an API key');
}

function notServed(report: Report, what: string): void {
  report.add('not-served', `Portico does not serve ${what} yet`, 'Leave it out, or deploy the definition to AWS.');
}
