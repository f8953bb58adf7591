import { randomBytes } from 'node:crypto';
import type { CallerFacts } from '@portico/api-compiler';
import type { Identity } from '@portico/control-plane';
import { createIdentity } from '@portico/control-plane';
import { CALLERS_CREDENTIALS } from '@portico/gateway';
import type { Store } from '@portico/store';
import type { CredentialLookup, VerifiedIdentity } from '@portico/wire';
import type { AwsIntegrationOptions, CallCredentials } from './aws-integrations.ts';
import type { Credentials, ServerConfig } from './config.ts';
import { ACCOUNT_ID } from './config.ts';
import { watchedCredentials } from './made-credentials.ts';
import { API_GATEWAY_PRINCIPAL, API_GATEWAY_SESSION } from './service-principals.ts';

/** The server's roots, and everybody whom IAM knows. */
export interface ServerIdentity extends Identity {
  /** Also those of the server's roots. */
  readonly credentials: CredentialLookup;
  /** Who is behind the facts of requests that methods with AWS_IAM have let in. */
  readonly admitted: WeakMap<CallerFacts, AdmittedCaller>;
}

export interface AdmittedCaller {
  readonly caller: VerifiedIdentity;
  readonly sessionToken: string | undefined;
}

/**
 * @param dataDir absolute
 * @param changed called after every change that IAM makes, when it is durable
 */
export function serverIdentity(
  { rootCredentials }: Pick<ServerConfig, 'rootCredentials'>,
  store: Store,
  dataDir: string,
  changed: () => void = () => {},
): ServerIdentity {
  const identity = createIdentity({ store, now: Date.now, randomBytes });
  const made = watchedCredentials(dataDir);
  const credentials: CredentialLookup = (accessKeyId, sessionToken) => {
    const root = accessKeyId === rootCredentials?.accessKeyId ? rootCredentials : made(accessKeyId);
    return root === undefined ? identity.credentials(accessKeyId, sessionToken) : rootOf(root);
  };
  const { iamPorts, stsPorts } = identity;
  return {
    ...identity,
    credentials,
    admitted: new WeakMap(),
    stsPorts: { ...stsPorts, credentials },
    iamPorts: {
      ...iamPorts,
      changed() {
        iamPorts.changed();
        changed();
      },
    },
  };
}

function rootOf({ secretAccessKey }: Credentials): ReturnType<CredentialLookup> {
  return { secretAccessKey, accountId: ACCOUNT_ID, arn: `arn:aws:iam::${ACCOUNT_ID}:root` };
}

/**
 * What signs the calls of integrations: the role that the integration names, as API Gateway assumes it, the caller where it names
 * that, or the server itself where it names nobody.
 */
export function integrationCredentials(
  identity: ServerIdentity,
  own: Credentials,
): AwsIntegrationOptions['credentialsOf'] {
  return (arn, caller) => {
    if (arn === undefined) return own;
    if (arn === CALLERS_CREDENTIALS) return caller && credentialsOfCaller(identity, caller);
    return identity.serviceSessions.assume({
      roleArn: arn,
      service: API_GATEWAY_PRINCIPAL,
      sessionName: API_GATEWAY_SESSION,
      sourceAccount: ACCOUNT_ID,
    });
  };
}

function credentialsOfCaller(
  { admitted, credentials }: ServerIdentity,
  facts: CallerFacts,
): CallCredentials | undefined {
  const known = admitted.get(facts);
  if (known === undefined) return undefined;
  const { caller, sessionToken } = known;
  const secret = credentials(caller.accessKeyId, sessionToken)?.secretAccessKey;
  if (secret === undefined) return undefined;
  const { accessKeyId } = caller;
  return { accessKeyId, secretAccessKey: secret, ...(sessionToken !== undefined && { sessionToken }) };
}
