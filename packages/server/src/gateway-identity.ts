import type { CallerFacts } from '@portico/api-compiler';
import { lastHeader } from '@portico/api-compiler';
import type { CallerRefusal, ExecutionRoles, GatewayPorts, IamCallers } from '@portico/gateway';
import type { VerifiedIdentity } from '@portico/wire';
import { AwsError, verifySignature } from '@portico/wire';
import type { ServerIdentity } from './server-identity.ts';
import { API_GATEWAY_PRINCIPAL, API_GATEWAY_SESSION } from './service-principals.ts';

/** What of the gateway's ports is IAM's. */
export function identityPorts(identity: ServerIdentity): Required<Pick<GatewayPorts, 'roles' | 'callers'>> {
  return { roles: executionRoles(identity), callers: iamCallers(identity) };
}

function executionRoles({ roles }: ServerIdentity): ExecutionRoles {
  return {
    refuse: ({ roleArn, accountId, action, resource }) =>
      roles.refuse({
        roleArn,
        service: API_GATEWAY_PRINCIPAL,
        sessionName: API_GATEWAY_SESSION,
        sourceAccount: accountId,
        action,
        resource,
      }),
  };
}

function iamCallers(identity: ServerIdentity): IamCallers {
  return {
    admit({ method, target, headers, body, sourceIp, region, methodArn }) {
      let caller: VerifiedIdentity;
      try {
        const verified = verifySignature(
          { method, rawTarget: target, headers, body },
          { credentials: identity.credentials, now: Date.now(), services: ['execute-api'], region },
        );
        caller = { ...verified, sourceIp };
      } catch (thrown) {
        if (!(thrown instanceof AwsError)) throw thrown;
        return refusal(thrown);
      }
      const decision = identity.authorize({ caller, action: 'execute-api:Invoke', resource: methodArn });
      if (!decision.isAllowed) return accessDenied(decision.message, methodArn);
      const { accountId, accessKeyId: accessKey, arn: userArn } = caller;
      const userId = identity.userId(caller) ?? null;
      const facts: CallerFacts = { accountId, accessKey, caller: userId, user: userId, userArn };
      identity.admitted.set(facts, { caller, sessionToken: lastHeader(headers, 'x-amz-security-token') });
      return facts;
    },
    refuse({ caller: facts, ...use }) {
      const admitted = identity.admitted.get(facts);
      if (admitted === undefined) throw new Error('a caller that was not admitted here');
      const decision = identity.authorize({ ...use, caller: admitted.caller });
      if (decision.isAllowed) return undefined;
      return { kind: 'denied', message: decision.message, explanation: decision.message };
    },
  };
}

/** Of the account in the ARN only the last four digits show (spec: data plane, section 5.2). */
function accessDenied(message: string, methodArn: string): CallerRefusal {
  const masked = methodArn.replace(/:\d{8}(?=\d{4}:)/, ':********');
  return {
    responseType: 'ACCESS_DENIED',
    errorType: 'AccessDeniedException',
    message: message.replace(methodArn, masked),
  };
}

function refusal({ code, message }: AwsError): CallerRefusal {
  const responseType =
    code === 'MissingAuthenticationTokenException'
      ? 'MISSING_AUTHENTICATION_TOKEN'
      : code === 'ExpiredTokenException'
        ? 'EXPIRED_TOKEN'
        : 'INVALID_SIGNATURE';
  return { responseType, errorType: code, message };
}
