import type { GatewayResponse, RestApi } from '../rest-api.ts';
import type { Exported, ExportOptions } from './export-openapi.ts';
import type { ExportNames } from './export-security.ts';
import { parseExact } from './parse-exact.ts';

/** What the document says about the API as a whole: its tags, and with `apigateway` its extensions. */
export function exportSettings(api: RestApi, { extensions }: ExportOptions, names: ExportNames): Exported {
  if (!extensions.apigateway) return {};
  const validators = api.requestValidators.map((validator) => [
    names.validatorName(validator),
    {
      validateRequestParameters: validator.validateRequestParameters,
      validateRequestBody: validator.validateRequestBody,
    },
  ]);
  const gatewayResponses = api.gatewayResponses.map((response) => [
    response.responseType,
    exportGatewayResponse(response),
  ]);
  const tags = Object.entries(api.tags).map(([name, value]) => ({ name, 'x-amazon-apigateway-tag-value': value }));
  return {
    ...(tags.length > 0 && { tags }),
    ...(api.apiKeySource !== 'HEADER' && { 'x-amazon-apigateway-api-key-source': api.apiKeySource }),
    ...(api.minimumCompressionSize !== undefined && {
      'x-amazon-apigateway-minimum-compression-size': api.minimumCompressionSize,
    }),
    ...(api.binaryMediaTypes.length > 0 && { 'x-amazon-apigateway-binary-media-types': api.binaryMediaTypes }),
    'x-amazon-apigateway-endpoint-configuration': {
      types: api.endpointTypes,
      ...(api.vpcEndpointIds !== undefined && { vpcEndpointIds: api.vpcEndpointIds }),
      ...(api.disableExecuteApiEndpoint && { disableExecuteApiEndpoint: true }),
    },
    ...(api.policy !== undefined && { 'x-amazon-apigateway-policy': parseExact(api.policy) }),
    ...(gatewayResponses.length > 0 && {
      'x-amazon-apigateway-gateway-responses': Object.fromEntries(gatewayResponses),
    }),
    ...(validators.length > 0 && { 'x-amazon-apigateway-request-validators': Object.fromEntries(validators) }),
  };
}

function exportGatewayResponse({ statusCode, responseParameters, responseTemplates }: GatewayResponse): Exported {
  return {
    ...(statusCode !== undefined && { statusCode }),
    ...(Object.keys(responseParameters).length > 0 && { responseParameters }),
    ...(Object.keys(responseTemplates).length > 0 && { responseTemplates }),
  };
}
