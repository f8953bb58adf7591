export type { Diagnostic } from './diagnostic.ts';
export type { GatewayResponseDefault, GatewayResponseType } from './gateway-response-type.ts';
export { GATEWAY_RESPONSE_TYPES, GatewayFault } from './gateway-response-type.ts';
export type { ImportDiagnosticCode } from './openapi/diagnostic-codes.ts';
export { IMPORT_DIAGNOSTICS } from './openapi/diagnostic-codes.ts';
export type { BasePathMode } from './openapi/import-base-path.ts';
export type { AwsVariables, ImportedApi, ImportOptions, ImportResult } from './openapi/import-openapi.ts';
export { importOpenApi } from './openapi/import-openapi.ts';
export { parseDefinition } from './openapi/parse-definition.ts';
export type { ExportExtensions, ExportOptions } from './openapi-export/export-openapi.ts';
export { exportOpenApi } from './openapi-export/export-openapi.ts';
export { printDefinition } from './openapi-export/print-definition.ts';
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
  ResponseTransferMode,
  RestApi,
  Stage,
} from './rest-api.ts';
export { HTTP_METHODS } from './rest-api.ts';
export { GATEWAY_RESPONSE_TYPE_NAMES, isGatewayResponseType } from './rules/gateway-response-types.ts';
export { isCredentialsArn, needsCredentials, refuseIntegrationUri } from './rules/integration-uri.ts';
export {
  MAXIMUM_AUTHORIZER_TTL_IN_SECONDS,
  MAXIMUM_COMPRESSION_SIZE,
  MAXIMUM_POLICY_CHARACTERS,
  MAXIMUM_TEMPLATE_BYTES,
  MAXIMUM_TIMEOUT_IN_MILLIS,
  refuseTransfer,
} from './rules/limits.ts';
export { invalidContentType, isContentTypeKey } from './rules/media-type.ts';
export type { ParameterMap } from './rules/parameter-mapping.ts';
export {
  declarationsFor,
  INVALID_PARAMETER_NAME,
  isMappingSource,
  isMappingTarget,
  mappingError,
  PARAMETER_NAME,
  validationResult,
} from './rules/parameter-mapping.ts';
export type { PathPart } from './rules/path-part.ts';
export { INVALID_PATH_PART, parsePathPart } from './rules/path-part.ts';
export { isStatusCode } from './rules/status-code.ts';
