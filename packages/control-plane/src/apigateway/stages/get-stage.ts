import type { OperationCall } from '../../operation-call.ts';
import { namedStage } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { stageOutput } from './stage-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html */
export function getStage(call: OperationCall, ports: ApiGatewayPorts): Readonly<Record<string, unknown>> {
  const stage = namedStage(call, ports);
  return { ...stageOutput(stage), tags: stage.tags };
}
