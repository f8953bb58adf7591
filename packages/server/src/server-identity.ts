import { randomBytes } from 'node:crypto';
import type { Identity } from '@portico/control-plane';
import { createIdentity } from '@portico/control-plane';
import type { Store } from '@portico/store';
import type { CredentialLookup } from '@portico/wire';
import type { AwsIntegrationOptions } from './aws-integrations.ts';
import type { Credentials, ServerConfig } from './config.ts';
import { ACCOUNT_ID } from './config.ts';
import { watchedCredentials } from './made-credentials.ts';

/** The server's roots, and everybody whom IAM knows. */
export interface ServerIdentity extends Identity {
  /** Also those of the server's roots. */
  readonly credentials: CredentialLookup;
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
 * What signs the calls of integrations: the role that the integration names, as API Gateway assumes it, or the server itself where
 * it names none. The caller's own are not to be had.
 */
export function integrationCredentials(identity: Identity, own: Credentials): AwsIntegrationOptions['credentialsOf'] {
  return (arn) => {
    if (arn === undefined) return own;
    return identity.serviceSessions.assume({
      roleArn: arn,
      service: 'apigateway.amazonaws.com',
      sessionName: 'BackplaneAssumeRoleSession',
      sourceAccount: ACCOUNT_ID,
    });
  };
}
