import type { ControlPlaneReply } from '../control-plane-reply.ts';
import type { ControlPlaneRequest } from '../operation-call.ts';
import { queryReplyOf } from '../query-operation.ts';
import { assumeRole } from './assume-role.ts';
import { getAccessKeyInfo } from './get-access-key-info.ts';
import { getCallerIdentity } from './get-caller-identity.ts';
import { getSessionToken } from './get-session-token.ts';
import type { StsOperation } from './operation.ts';
import type { StsPorts } from './ports.ts';

/** Every operation of STS that Portico serves. */
export const STS_OPERATIONS: ReadonlyMap<string, StsOperation> = new Map(
  Object.entries({
    AssumeRole: assumeRole,
    GetAccessKeyInfo: getAccessKeyInfo,
    GetCallerIdentity: getCallerIdentity,
    GetSessionToken: getSessionToken,
  }).map(([name, run]) => [name, { name, run }]),
);

/**
 * Answers a request to STS (Query, signing name `sts`). The caller's signature has been verified. Never rejects; an answer that says
 * 500 carries its reason in `failure`.
 */
export function handleSts(request: ControlPlaneRequest, ports: StsPorts): Promise<ControlPlaneReply> {
  return queryReplyOf('sts', 'query-sts', request, STS_OPERATIONS, (operation, input) =>
    operation.run({ caller: request.caller, input }, ports),
  );
}
