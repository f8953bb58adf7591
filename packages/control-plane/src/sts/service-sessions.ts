import type { DirectoryRole } from '../iam/authorizer/directory.ts';
import type { ExecutionRoles } from '../iam/authorizer/execution-roles.ts';
import { newAccessKeyId, newSecretAccessKey } from '../iam/identifiers.ts';
import type { IamPorts } from '../iam/ports.ts';
import { sealSession } from './session-token.ts';

/** Temporary credentials of a role that a service has assumed. */
export interface ServiceCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface ServiceSessions {
  /** Undefined: there is no such role, or it does not trust the service. */
  assume(use: {
    readonly roleArn: string;
    /** `apigateway.amazonaws.com` */
    readonly service: string;
    readonly sessionName: string;
    readonly sourceAccount: string;
  }): ServiceCredentials | undefined;
  forget(): void;
}

const HOUR_IN_MILLIS = 3_600_000;
const MAX_KEPT = 1000;

/** Sessions are used again for half of their time, or until IAM changes. */
export function createServiceSessions(options: {
  readonly findRole: (roleArn: string) => DirectoryRole | undefined;
  readonly roles: ExecutionRoles;
  readonly sessionKey: () => Uint8Array;
  readonly now: () => number;
  readonly randomBytes: IamPorts['randomBytes'];
}): ServiceSessions {
  const { findRole, roles, sessionKey, now } = options;
  const kept = new Map<string, { readonly credentials: ServiceCredentials; readonly until: number }>();
  return {
    assume({ roleArn, service, sessionName, sourceAccount }) {
      const key = `${roleArn} ${service} ${sessionName} ${sourceAccount}`;
      const issuedAt = now();
      const known = kept.get(key);
      if (known !== undefined && known.until > issuedAt) return known.credentials;
      const role = findRole(roleArn)?.role;
      if (role === undefined || !roles.trusts(roleArn, service, sourceAccount)) return undefined;
      const accessKeyId = newAccessKeyId(options, 'ASIA');
      const secretAccessKey = newSecretAccessKey(options);
      const accountId = roleArn.split(':')[4] ?? '';
      const arn = `arn:aws:sts::${accountId}:assumed-role/${role.RoleName}/${sessionName}`;
      const expiration = issuedAt + HOUR_IN_MILLIS;
      const content = { accessKeyId, secretAccessKey, accountId, arn, uniqueId: role.RoleId, expiration, issuedAt };
      const credentials = { accessKeyId, secretAccessKey, sessionToken: sealSession(sessionKey(), content) };
      if (kept.size >= MAX_KEPT) kept.clear();
      kept.set(key, { credentials, until: issuedAt + HOUR_IN_MILLIS / 2 });
      return credentials;
    },
    forget: () => kept.clear(),
  };
}
