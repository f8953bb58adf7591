export type { CompiledApi, CompiledMethod } from './compile-api.ts';
export { compileApi } from './compile-api.ts';
export type { HeaderEntry, IntegrationAnswer, Received, Reply } from './facts.ts';
export { DecodedParameters, lastHeader } from './facts.ts';
export { configurationFault } from './faults.ts';
export { builtIn } from './gateway-responses.ts';
export type { IntegrationRequest, IntegrationUrl } from './integration-request.ts';
export type { StageFacts } from './scopes.ts';
export { RequestScope } from './scopes.ts';
