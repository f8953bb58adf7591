import type { Stage } from '@portico/api-model';
import { parseInput, readBoolean, readNumber, readObject, readString, readStringMap } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { refuseMissing } from '../../shape-violations.ts';
import { newStage } from '../deployments/deploy-api.ts';
import { badRequest, conflict, noSuchDeployment, refusal } from '../errors.ts';
import { namedApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { stageOutput } from './stage-output.ts';
import { checkStageName, checkVariables } from './stage-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
export function createStage(call: OperationCall, ports: ApiGatewayPorts): Readonly<Record<string, unknown>> {
  const stage = readStage(call, ports);
  const { restApiId, stageName, deploymentId, canarySettings } = stage;
  ports.store.transaction(() => {
    const exists = (id: string): boolean => ports.store.deployments.get(restApiId, id) !== undefined;
    if (ports.store.stages.get(restApiId, stageName) !== undefined) throw conflict('Stage already exists');
    if (!exists(deploymentId)) throw noSuchDeployment();
    if (canarySettings !== undefined && !exists(canarySettings.deploymentId)) {
      throw badRequest('Deployment id does not exist');
    }
    const refused = refusal('The stage cannot be created:', ports.checkStage(stage), ports.strict);
    if (refused !== undefined) throw refused;
    ports.store.stages.put(stage);
  });
  ports.stageChanged(restApiId, stageName);
  return { ...stageOutput(stage), ...(Object.keys(stage.tags).length > 0 && { tags: stage.tags }) };
}

function readStage(call: OperationCall, ports: ApiGatewayPorts): Stage {
  const input = parseInput(call.body);
  const { stageName, deploymentId } = refuseMissing('createStageInput.', {
    stageName: readString(input, 'stageName'),
    deploymentId: readString(input, 'deploymentId'),
  });
  const description = readString(input, 'description');
  const documentationVersion = readString(input, 'documentationVersion');
  const cacheClusterSize = readString(input, 'cacheClusterSize');
  const variables = readStringMap(input, 'variables') ?? {};
  const canary = readObject(input, 'canarySettings');
  checkStageName(stageName);
  checkVariables(variables);
  return {
    ...newStage(namedApi(call, ports).id, stageName, { id: deploymentId, createdDate: ports.now() / 1000 }),
    ...(description !== undefined && { description }),
    ...(documentationVersion !== undefined && { documentationVersion }),
    ...(cacheClusterSize !== undefined && { cacheClusterSize }),
    ...(canary !== undefined && {
      canarySettings: {
        deploymentId: readString(canary, 'deploymentId') ?? deploymentId,
        percentTraffic: readNumber(canary, 'percentTraffic') ?? 0,
        stageVariableOverrides: readStringMap(canary, 'stageVariableOverrides') ?? {},
        useStageCache: readBoolean(canary, 'useStageCache') ?? false,
      },
    }),
    cacheClusterEnabled: readBoolean(input, 'cacheClusterEnabled') ?? false,
    tracingEnabled: readBoolean(input, 'tracingEnabled') ?? false,
    variables,
    tags: readStringMap(input, 'tags') ?? {},
  };
}
