import { AwsError } from '@portico/wire';
import type { ControlPlaneReply } from '../control-plane-reply.ts';
import type { ControlPlaneRequest } from '../operation-call.ts';
import { queryReplyOf } from '../query-operation.ts';
import type { IamCall } from './operation.ts';
import { IAM_OPERATIONS } from './operations.ts';
import type { IamPorts } from './ports.ts';
import { conditionKeys, resourceOf } from './resource-of.ts';

/**
 * Answers a request to IAM (Query, signing name `iam`). The caller's signature has been verified. An operation is one transaction.
 * Never rejects; an answer that says 500 carries its reason in `failure`.
 */
export function handleIam(request: ControlPlaneRequest, ports: IamPorts): Promise<ControlPlaneReply> {
  return queryReplyOf('iam', 'query-iam', request, IAM_OPERATIONS, (operation, input) => {
    const call: IamCall = { caller: request.caller, input };
    const decision = ports.authorize({
      caller: request.caller,
      action: `iam:${operation.name}`,
      resource: resourceOf(operation, call, ports),
      context: conditionKeys(call),
    });
    if (!decision.isAllowed) throw new AwsError('AccessDenied', 403, decision.message);
    const output = ports.store.transaction(() => operation.run(call, ports));
    if (!/^(?:Get|List|Simulate)/.test(operation.name)) ports.changed();
    return output;
  });
}
