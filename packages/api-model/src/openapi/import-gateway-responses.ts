import { GATEWAY_RESPONSE_TYPES, type GatewayResponseType } from '../gateway-response-type.ts';
import type { GatewayResponse } from '../rest-api.ts';
import { invalidStatusCode, isStatusCode } from '../rules/status-code.ts';
import { importParameterMap } from './import-parameter-map.ts';
import { type ImportScope, prefixed } from './import-scope.ts';
import { importTemplates } from './import-templates.ts';
import { readMap, readText, reportUnknownMembers } from './read.ts';

const MEMBERS: ReadonlySet<string> = new Set(['statusCode', 'responseParameters', 'responseTemplates']);

/** `x-amazon-apigateway-gateway-responses`. */
export function importGatewayResponses(scope: ImportScope): readonly GatewayResponse[] {
  const responses: GatewayResponse[] = [];
  const table = readMap(scope, scope.root, 'x-amazon-apigateway-gateway-responses');
  for (const [name, written] of table?.entries ?? []) {
    if (!isResponseType(name)) {
      scope.report(
        'invalid-enum-value',
        written,
        `1 validation error detected: Value '${name}' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: [${RECORDED_ORDER.join(', ')}]`,
        { remedy: 'Use one of the gateway response types.' },
      );
      continue;
    }
    const node = table && readMap(scope, table, name);
    if (node === undefined) continue;
    const responseScope = prefixed(scope, `Unable to put gateway response '${name}'`);
    reportUnknownMembers(scope, node, MEMBERS);
    const statusCode = readText(scope, node, 'statusCode');
    if (statusCode !== undefined && !isStatusCode(statusCode.text)) {
      scope.report(
        'invalid-status-code',
        statusCode,
        invalidStatusCode(statusCode.text, 'putGatewayResponseInput.statusCode'),
        { remedy: 'Use a status code of three digits, 100 to 599.' },
      );
    }
    const templates = [...importTemplates(responseScope, node, 'responseTemplates')];
    responses.push({
      responseType: name,
      ...(statusCode !== undefined && { statusCode: statusCode.text }),
      responseParameters: importParameterMap(
        responseScope,
        node,
        'gatewayResponseParameters',
        undefined,
        `gateway response '${name}'`,
      ),
      responseTemplates: Object.fromEntries(templates.map(([mediaType, template]) => [mediaType, template ?? ''])),
    });
  }
  return responses;
}

function isResponseType(name: string): name is GatewayResponseType {
  return Object.hasOwn(GATEWAY_RESPONSE_TYPES, name);
}

/** The order in which the service lists the types in its message (spec: control plane, section 1). */
const RECORDED_ORDER: readonly GatewayResponseType[] = [
  'REQUEST_TOO_LARGE',
  'RESOURCE_NOT_FOUND',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'MISSING_AUTHENTICATION_TOKEN',
  'BAD_REQUEST_BODY',
  'INVALID_SIGNATURE',
  'INVALID_API_KEY',
  'BAD_REQUEST_PARAMETERS',
  'AUTHORIZER_FAILURE',
  'UNAUTHORIZED',
  'INTEGRATION_TIMEOUT',
  'ACCESS_DENIED',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'WAF_FILTERED',
  'QUOTA_EXCEEDED',
  'THROTTLED',
  'API_CONFIGURATION_ERROR',
  'UNSUPPORTED_MEDIA_TYPE',
  'INTEGRATION_FAILURE',
  'EXPIRED_TOKEN',
];
