import type { GatewayResponse, GatewayResponseDefault, GatewayResponseType, RestApi } from '@portico/api-model';
import { GATEWAY_RESPONSE_TYPES } from '@portico/api-model';
import type { Output } from '../output-maps.ts';

const DEFAULT_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };

/** What an API does not customise; DEFAULT_4XX and DEFAULT_5XX have no status of their own (spec: data plane, section 14). */
export function builtInGatewayResponse(responseType: GatewayResponseType): GatewayResponse {
  const { status }: GatewayResponseDefault = GATEWAY_RESPONSE_TYPES[responseType];
  return {
    responseType,
    ...(status !== undefined && { statusCode: String(status) }),
    responseParameters: {},
    responseTemplates: DEFAULT_TEMPLATES,
  };
}

/** GatewayResponse as the service writes it: members that were not set are those of the built-in response. */
export function gatewayResponseOutput(api: RestApi, responseType: GatewayResponseType): Output {
  const builtIn = builtInGatewayResponse(responseType);
  const own = api.gatewayResponses.find((response) => response.responseType === responseType);
  const statusCode = own?.statusCode ?? builtIn.statusCode;
  const templates = own?.responseTemplates ?? {};
  return {
    responseType,
    ...(statusCode !== undefined && { statusCode }),
    responseParameters: own?.responseParameters ?? {},
    responseTemplates: Object.keys(templates).length === 0 ? builtIn.responseTemplates : templates,
    defaultResponse: own === undefined,
  };
}
