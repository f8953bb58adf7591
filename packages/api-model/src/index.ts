export type { Diagnostic } from './diagnostic.ts';
export type { GatewayResponseDefault, GatewayResponseType } from './gateway-response-type.ts';
export { GATEWAY_RESPONSE_TYPES, GatewayFault } from './gateway-response-type.ts';
export type { ImportDiagnosticCode } from './openapi/diagnostic-codes.ts';
export { IMPORT_DIAGNOSTICS } from './openapi/diagnostic-codes.ts';
export type { BasePathMode } from './openapi/import-base-path.ts';
export type { AwsVariables, ImportedApi, ImportOptions, ImportResult } from './openapi/import-openapi.ts';
export { importOpenApi } from './openapi/import-openapi.ts';
export type {
  ApiKeySource,
  AuthorizationType,
  Authorizer,
  CanarySettings,
  ConnectionType,
  ContentHandling,
  Deployment,
  EndpointType,
  GatewayResponse,
  HttpMethod,
  Integration,
  IntegrationResponse,
  IntegrationType,
  Method,
  MethodResponse,
  MethodSetting,
  MethodVerb,
  Model,
  PassthroughBehavior,
  RequestValidator,
  Resource,
  RestApi,
  Stage,
} from './rest-api.ts';
export { HTTP_METHODS } from './rest-api.ts';
