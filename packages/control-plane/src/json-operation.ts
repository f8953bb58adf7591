import type { VerifiedIdentity } from '@portico/wire';
import { AwsError, headerOf } from '@portico/wire';
import type { ControlPlaneReply } from './control-plane-reply.ts';
import { replyOf } from './control-plane-reply.ts';
import type { JsonObject } from './json-input.ts';
import { parseInput } from './json-input.ts';
import type { ControlPlaneRequest } from './operation-call.ts';

/** An operation of a service that speaks JSON 1.1. Account and region of the caller are the scope of what it reads and writes. */
export type JsonOperation<Ports> = (input: JsonObject, caller: VerifiedIdentity, ports: Ports) => unknown;

/**
 * Finds the operation of a JSON 1.1 request by `X-Amz-Target`, runs it and turns what it returns or throws into an answer.
 * @param targetPrefix `SageMaker` of `SageMaker.CreateModel`
 */
export function jsonReplyOf<Ports>(
  targetPrefix: string,
  request: ControlPlaneRequest,
  operations: ReadonlyMap<string, JsonOperation<Ports>>,
  ports: Ports,
): Promise<ControlPlaneReply> {
  const target = headerOf(request, 'x-amz-target') ?? '';
  const name = target.startsWith(`${targetPrefix}.`) ? target.slice(targetPrefix.length + 1) : '';
  const operation = operations.get(name);
  return replyOf(operation && name, 'json-1.1', 200, request.requestId, () => {
    if (operation === undefined) {
      throw new AwsError('UnknownOperationException', 400, `The operation ${target} is not served.`);
    }
    return operation(parseInput(request.body), request.caller, ports);
  });
}
