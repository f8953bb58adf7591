export type { TemplateObserver as MappingTemplateObserver } from '@portico/vtl';
export type { ContextFacts, IdentityFacts } from './context.ts';
export { createContext, requestTime } from './context.ts';
export type {
  GatewayResponseError,
  GatewayResponseScope,
  GatewayResponseTemplate,
} from './gateway-response-template.ts';
export { compileGatewayResponseTemplate } from './gateway-response-template.ts';
export { InvalidJsonBodyError } from './invalid-json-body-error.ts';
export type { MappingExpression, MappingSource, ParameterLocation } from './mapping-expression.ts';
export { compileMappingExpression } from './mapping-expression.ts';
export type { MappingScope, ParameterValues, RequestParameters } from './mapping-scope.ts';
export type { MappingTemplate } from './mapping-template.ts';
export { compileMappingTemplate } from './mapping-template.ts';
export { RepeatedOverrideError } from './override-map.ts';
export type { RequestOverrides, ResponseOverrides } from './overrides.ts';
export { requestOverrides, responseOverrides } from './overrides.ts';
export type { TemplateDiagnostic } from './template-diagnostic.ts';
