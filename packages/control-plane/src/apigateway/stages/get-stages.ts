import type { OperationCall } from '../../operation-call.ts';
import { queryValue } from '../../operation-call.ts';
import { namedApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { stageOutput } from './stage-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html: all stages, or those of one deployment; not paged. */
export function getStages(
  call: OperationCall,
  ports: ApiGatewayPorts,
): { readonly item: readonly Readonly<Record<string, unknown>>[] } {
  const api = namedApi(call, ports);
  const deploymentId = queryValue(call, 'deploymentId');
  const stages = ports.store.stages.list(api.id);
  return {
    item: stages
      .filter((stage) => deploymentId === undefined || stage.deploymentId === deploymentId)
      .map((stage) => ({ ...stageOutput(stage), ...(Object.keys(stage.tags).length > 0 && { tags: stage.tags }) })),
  };
}
