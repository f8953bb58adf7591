import { assumedRole } from '../iam/assumed-role.ts';
import type { DirectoryRole } from '../iam/authorizer/directory.ts';
import type { ExecutionRoles } from '../iam/authorizer/execution-roles.ts';
import type { IamPorts } from '../iam/ports.ts';
import { newSession } from './new-session.ts';

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

const DURATION_IN_SECONDS = 3600;
const MAX_KEPT = 1000;

/** Sessions are used again for half of their time, or until IAM changes. */
export function createServiceSessions(options: {
  readonly findRole: (roleArn: string) => DirectoryRole | undefined;
  readonly roles: ExecutionRoles;
  readonly sessionKey: () => Uint8Array;
  readonly now: () => number;
  readonly randomBytes: IamPorts['randomBytes'];
}): ServiceSessions {
  const { findRole, roles } = options;
  const kept = new Map<string, { readonly credentials: ServiceCredentials; readonly until: number }>();
  return {
    assume({ roleArn, service, sessionName, sourceAccount }) {
      const key = `${roleArn} ${service} ${sessionName} ${sourceAccount}`;
      const now = options.now();
      const known = kept.get(key);
      if (known !== undefined && known.until > now) return known.credentials;
      const role = findRole(roleArn)?.role;
      if (role === undefined || !roles.trusts(roleArn, service, sourceAccount)) return undefined;
      const holder = { ...assumedRole(roleArn, sessionName), uniqueId: role.RoleId };
      const { expiration, ...credentials } = newSession(options, DURATION_IN_SECONDS, holder);
      if (kept.size >= MAX_KEPT) kept.clear();
      kept.set(key, { credentials, until: (now + expiration) / 2 });
      return credentials;
    },
    forget: () => kept.clear(),
  };
}
