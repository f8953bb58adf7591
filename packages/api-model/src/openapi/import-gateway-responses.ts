import type { GatewayResponse } from '../rest-api.ts';
import { GATEWAY_RESPONSE_TYPE_NAMES, isGatewayResponseType } from '../rules/gateway-response-types.ts';
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
    if (!isGatewayResponseType(name)) {
      scope.report(
        'invalid-enum-value',
        written,
        `1 validation error detected: Value '${name}' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: [${GATEWAY_RESPONSE_TYPE_NAMES.join(', ')}]`,
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
