import type { OperationCall } from '../../operation-call.ts';
import { refusal } from '../errors.ts';
import { namedStage } from '../lookup.ts';
import { readPatchOperations } from '../patch-operations.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { patchStage } from './patch-stage.ts';
import { stageOutput } from './stage-output.ts';
import { checkVariables } from './stage-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html: all operations, or none. */
export function updateStage(call: OperationCall, ports: ApiGatewayPorts): Readonly<Record<string, unknown>> {
  const operations = readPatchOperations(call.body, 'updateStageInput');
  const stage = ports.store.transaction(() => {
    let patched = namedStage(call, ports);
    const { restApiId } = patched;
    const deploymentExists = (id: string): boolean => ports.store.deployments.get(restApiId, id) !== undefined;
    for (const operation of operations) patched = patchStage(patched, operation, deploymentExists);
    checkVariables(patched.variables);
    const refused = refusal('The stage cannot be updated:', ports.checkStage(patched), ports.strict);
    if (refused !== undefined) throw refused;
    patched = { ...patched, lastUpdatedDate: ports.now() / 1000 };
    ports.store.stages.put(patched);
    return patched;
  });
  ports.stageChanged(stage.restApiId, stage.stageName);
  return { ...stageOutput(stage), tags: stage.tags };
}
