import { AwsError } from '@portico/wire';
import type { ControlPlaneReply } from '../control-plane-reply.ts';
import { replyOf } from '../control-plane-reply.ts';
import { parseInput } from '../json-input.ts';
import type { ControlPlaneRequest } from '../operation-call.ts';
import { SAGEMAKER_OPERATIONS } from './operations.ts';
import type { SageMakerPorts } from './ports.ts';

/**
 * Answers a request to SageMaker's control plane (JSON 1.1, signing name `sagemaker`). The caller's signature has been
 * verified. Never rejects; an answer that says 500 carries its reason in `failure`.
 */
export function handleSageMaker(request: ControlPlaneRequest, ports: SageMakerPorts): Promise<ControlPlaneReply> {
  const target = request.headers.find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1] ?? '';
  const name = /^SageMaker\.(\w+)$/.exec(target)?.[1];
  const operation = name === undefined ? undefined : SAGEMAKER_OPERATIONS.get(name);
  return replyOf(operation && name, 'json-1.1', 200, request.requestId, () => {
    if (operation === undefined) throw unknownOperation(target);
    return operation(parseInput(request.body), request.caller, ports);
  });
}

function unknownOperation(target: string): AwsError {
  return new AwsError('UnknownOperationException', 400, `The operation ${target} is not served.`);
}
