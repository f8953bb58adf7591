import type { OperationCall } from '../../operation-call.ts';
import { namedApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { detachStages } from '../usage-plans/detach-stages.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRestApi.html: with its deployments and stages. */
export function deleteRestApi(call: OperationCall, ports: ApiGatewayPorts): undefined {
  const api = namedApi(call, ports);
  const stages = ports.store.stages.list(api.id);
  ports.store.transaction(() => {
    ports.store.apis.delete(api.id);
    ports.store.documentation.delete(call.caller, api.id);
    detachStages(call.caller, ports, api.id);
  });
  for (const { stageName } of stages) ports.stageChanged(api.id, stageName);
}
