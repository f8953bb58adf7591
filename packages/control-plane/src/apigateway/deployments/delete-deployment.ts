import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { badRequest, noSuchDeployment } from '../errors.ts';
import { namedApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDeployment.html */
export function deleteDeployment(call: OperationCall, ports: ApiGatewayPorts): undefined {
  const { deployments, stages } = ports.store;
  const api = namedApi(call, ports);
  const deploymentId = label(call, 'deployment_id');
  ports.store.transaction(() => {
    const used = stages
      .list(api.id)
      .some((stage) => stage.deploymentId === deploymentId || stage.canarySettings?.deploymentId === deploymentId);
    if (used) throw badRequest('Active stages pointing to this deployment must be moved or deleted');
    if (!deployments.delete(api.id, deploymentId)) throw noSuchDeployment();
  });
}
