import type { OperationCall } from '../../operation-call.ts';
import { namedStage } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { detachStages } from '../usage-plans/detach-stages.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteStage.html */
export function deleteStage(call: OperationCall, ports: ApiGatewayPorts): undefined {
  const { restApiId, stageName } = namedStage(call, ports);
  ports.store.transaction(() => {
    ports.store.stages.delete(restApiId, stageName);
    detachStages(call.caller, ports, restApiId, stageName);
  });
  ports.stageChanged(restApiId, stageName);
}
