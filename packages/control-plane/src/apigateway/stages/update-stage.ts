import type { OperationCall } from '../../operation-call.ts';
import { accountOf } from '../account/get-account.ts';
import { badRequest, refusal } from '../errors.ts';
import { namedStage } from '../lookup.ts';
import type { PatchOperation } from '../patch-operations.ts';
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
    if (operations.some(turnsLoggingOn) && accountOf(call.caller, ports).cloudwatchRoleArn === undefined) {
      throw badRequest('CloudWatch Logs role ARN must be set in account settings to enable logging');
    }
    const refused = refusal('The stage cannot be updated:', ports.checkStage(patched), ports.strict);
    if (refused !== undefined) throw refused;
    patched = { ...patched, lastUpdatedDate: ports.now() / 1000 };
    ports.store.stages.put(patched);
    return patched;
  });
  ports.stageChanged(stage.restApiId, stage.stageName);
  return { ...stageOutput(stage), tags: stage.tags };
}

function turnsLoggingOn({ op, path = '', value }: PatchOperation): boolean {
  if (op === 'remove') return false;
  return path.startsWith('/accessLogSettings/') || (path.endsWith('/logging/loglevel') && value !== 'OFF');
}
