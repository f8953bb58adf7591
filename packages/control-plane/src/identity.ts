import type { Store } from '@portico/store';
import type { CredentialLookup } from '@portico/wire';
import type { Authorize, Caller } from './authorization.ts';
import { createAuthorizer } from './iam/authorizer/authorizer.ts';
import { createCredentialLookup } from './iam/authorizer/credential-lookup.ts';
import type { ExecutionRoles } from './iam/authorizer/execution-roles.ts';
import { createExecutionRoles } from './iam/authorizer/execution-roles.ts';
import type { IamPorts } from './iam/ports.ts';
import type { StsPorts } from './sts/ports.ts';
import type { ServiceSessions } from './sts/service-sessions.ts';
import { createServiceSessions } from './sts/service-sessions.ts';

/** Who is who, and who may do what: over the store, compiled once, up to date with every change that IAM makes. */
export interface Identity {
  readonly authorize: Authorize;
  /** Keys of users, and temporary ones. */
  readonly credentials: CredentialLookup;
  readonly roles: ExecutionRoles;
  /** `aws:userid`: `AIDA...`, `AROA...:session`, or the account of a root; undefined for nobody. */
  userId(caller: Caller): string | undefined;
  /** Roles as services assume them. */
  readonly serviceSessions: ServiceSessions;
  /** Called when the store has changed behind IAM's back: everything is read anew. */
  forget(): void;
  readonly iamPorts: IamPorts;
  readonly stsPorts: StsPorts;
}

/** The setting that session tokens are sealed with. */
export const SESSION_KEY = 'sts/session-key';
const SESSION_KEY_BYTES = 32;

export function createIdentity(options: {
  readonly store: Store;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
}): Identity {
  const { store, now, randomBytes } = options;
  const authorizer = createAuthorizer({ store, now });
  const roles = createExecutionRoles(authorizer, now);
  const sessionKey = sessionKeyOf(store, randomBytes);
  const serviceSessions = createServiceSessions({
    findRole: authorizer.directory.findRole,
    roles,
    sessionKey,
    now,
    randomBytes,
  });
  const credentials = createCredentialLookup(store, authorizer.directory, sessionKey);
  const { authorize } = authorizer;
  const forget = (): void => {
    authorizer.forget();
    roles.forget();
    serviceSessions.forget();
  };
  return {
    authorize,
    credentials,
    roles,
    userId: ({ arn }) => authorizer.directory.find(arn)?.userId,
    serviceSessions,
    forget,
    iamPorts: { store, now, randomBytes, authorize, changed: forget },
    stsPorts: { store, now, randomBytes, authorize, authorizer, credentials, sessionKey },
  };
}

/** Made when it is first asked for and kept in the store: sessions outlive the process. */
function sessionKeyOf(store: Store, randomBytes: (count: number) => Uint8Array): () => Uint8Array {
  let key: Uint8Array | undefined;
  return () => {
    key ??= keptOrMade();
    return key;
  };

  function keptOrMade(): Uint8Array {
    const kept = store.settings.get(SESSION_KEY);
    if (kept !== undefined) return Buffer.from(kept, 'base64');
    const made = randomBytes(SESSION_KEY_BYTES);
    store.settings.set(SESSION_KEY, Buffer.from(made).toString('base64'));
    return made;
  }
}
