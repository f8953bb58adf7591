import type { OperationCall } from '../../operation-call.ts';
import { namedApi } from '../lookup.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import type { DeploymentOutput } from './deployment-output.ts';
import { deploymentOutput } from './deployment-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html */
export function getDeployments(call: OperationCall, ports: ApiGatewayPorts): Page<DeploymentOutput> {
  const deployments = ports.store.deployments.list(namedApi(call, ports).id);
  return page(call, deployments, ({ id }) => id, deploymentOutput);
}
