import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { noSuchDeployment } from '../errors.ts';
import { namedApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import type { DeploymentOutput } from './deployment-output.ts';
import { apiSummary, deploymentOutput } from './deployment-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployment.html */
export function getDeployment(call: OperationCall, ports: ApiGatewayPorts): DeploymentOutput {
  const deployment = ports.store.deployments.get(namedApi(call, ports).id, label(call, 'deployment_id'));
  if (deployment === undefined) throw noSuchDeployment();
  const embedSummary = call.query.get('embed')?.includes('apisummary') === true;
  return { ...deploymentOutput(deployment), ...(embedSummary && { apiSummary: apiSummary(deployment) }) };
}
