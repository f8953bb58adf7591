import type { OperationCall } from '../../operation-call.ts';
import { changeIntegration } from '../edit-api.ts';
import { noSuchIntegration } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedIntegrationResponse } from './integration-response-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegrationResponse.html: an unknown method counts as a missing integration here. */
export function deleteIntegrationResponse(call: OperationCall, ports: ApiGatewayPorts): undefined {
  changeIntegration(
    call,
    ports,
    (found) => {
      const gone = namedIntegrationResponse(call, found);
      const integrationResponses = found.integration.integrationResponses.filter((one) => one !== gone);
      return { ...found.integration, integrationResponses };
    },
    noSuchIntegration,
  );
}
