import type { IntegrationResponse } from '@portico/api-model';
import { parseInput, readNullableStringMap, readString, readStringMap } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { changeIntegration, placed } from '../edit-api.ts';
import { inputShape } from '../input-shape.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { integrationResponseOutput } from './integration-output.ts';
import { checkIntegrationResponse, nullTemplates } from './integration-response-rules.ts';
import { CONTENT_HANDLING } from './integration-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html: takes the place of one of the same status. */
export function putIntegrationResponse(call: OperationCall, ports: ApiGatewayPorts): Output {
  const input = parseInput(call.body);
  const statusCode = label(call, 'status_code');
  const shape = inputShape('putIntegrationResponseInput');
  shape.statusCodeLabel(statusCode);
  const contentHandling = shape.oneOf(
    'contentHandling',
    readString(input, 'contentHandling') || undefined,
    CONTENT_HANDLING,
  );
  shape.refuse();
  const selectionPattern = readString(input, 'selectionPattern');
  const response: IntegrationResponse = {
    statusCode,
    ...(selectionPattern !== undefined && { selectionPattern }),
    ...(contentHandling !== undefined && { contentHandling }),
    responseParameters: readStringMap(input, 'responseParameters') ?? {},
    responseTemplates: nullTemplates(readNullableStringMap(input, 'responseTemplates') ?? {}),
  };
  changeIntegration(call, ports, ({ method, integration }) => {
    checkIntegrationResponse(response, method);
    const integrationResponses = placed(integration.integrationResponses, response, (one) => one.statusCode);
    return { ...integration, integrationResponses };
  });
  return integrationResponseOutput(response);
}
