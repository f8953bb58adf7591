import type { ControlPlaneReply } from '../control-plane-reply.ts';
import { jsonReplyOf } from '../json-operation.ts';
import type { ControlPlaneRequest } from '../operation-call.ts';
import { SAGEMAKER_OPERATIONS } from './operations.ts';
import type { SageMakerPorts } from './ports.ts';

/**
 * Answers a request to SageMaker's control plane (JSON 1.1, signing name `sagemaker`). The caller's signature has been
 * verified. Never rejects; an answer that says 500 carries its reason in `failure`.
 */
export function handleSageMaker(request: ControlPlaneRequest, ports: SageMakerPorts): Promise<ControlPlaneReply> {
  return jsonReplyOf('SageMaker', request, SAGEMAKER_OPERATIONS, ports);
}
