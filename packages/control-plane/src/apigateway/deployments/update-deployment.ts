import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { noSuchDeployment } from '../errors.ts';
import { namedApi } from '../lookup.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { patchSimple } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import type { DeploymentOutput } from './deployment-output.ts';
import { deploymentOutput } from './deployment-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDeployment.html: the description only; a snapshot stays as it is. */
export function updateDeployment(call: OperationCall, ports: ApiGatewayPorts): DeploymentOutput {
  const operations = readPatchOperations(call.body, 'updateDeploymentInput');
  const { deployments } = ports.store;
  return ports.store.transaction(() => {
    const api = namedApi(call, ports);
    const deployment = deployments.get(api.id, label(call, 'deployment_id'));
    if (deployment === undefined) throw noSuchDeployment();
    const changed = patchSimple(deployment, operations, {
      '/description': ({ description: _, ...rest }, value) =>
        value === undefined || value === '' ? rest : { ...rest, description: value },
    });
    deployments.describe(api.id, changed.id, changed.description);
    return deploymentOutput(changed);
  });
}
