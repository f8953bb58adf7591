import { randomBytes } from 'node:crypto';
import type { IAMServiceException } from '@aws-sdk/client-iam';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { createMemoryStore, type Store } from '@portico/store';
import type { ControlPlaneReply } from '../control-plane-reply.ts';
import { handleIam } from '../iam/handle-iam.ts';
import type { Identity } from '../identity.ts';
import { createIdentity } from '../identity.ts';
import type { ControlPlaneRequest } from '../operation-call.ts';
import { handleSts } from '../sts/handle-sts.ts';
import { startLocalService } from './local-service.ts';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** IAM and STS over HTTP with an empty store, and clients of the SDK; `test`/`test` is the root of account 000000000000. */
export interface LocalIam {
  readonly store: () => Store;
  readonly identity: () => Identity;
  readonly iam: (keys?: Keys) => IAMClient;
  readonly sts: (keys?: Keys) => STSClient;
  /** Milliseconds that the service is ahead of the clock. */
  ahead: number;
  /** Starts over with an empty store. */
  reset(): void;
  close(): void;
}

const ROOT: Keys = { accessKeyId: 'test', secretAccessKey: 'test' };

export async function startLocalIam(): Promise<LocalIam> {
  let store = createMemoryStore();
  let identity = fresh();
  const service = await startLocalService(
    (request) => answer(request),
    (id, token) =>
      id === 'test'
        ? { secretAccessKey: 'test', accountId: '000000000000', arn: 'arn:aws:iam::000000000000:root' }
        : identity.credentials(id, token),
  );
  const config = (credentials: Keys) => ({
    endpoint: service.endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  const local: LocalIam = {
    store: () => store,
    identity: () => identity,
    iam: (keys = ROOT) => new IAMClient(config(keys)),
    sts: (keys = ROOT) => new STSClient(config(keys)),
    ahead: 0,
    reset() {
      store = createMemoryStore();
      identity = fresh();
      local.ahead = 0;
    },
    close: () => service.close(),
  };
  return local;

  function fresh(): Identity {
    return createIdentity({ store, now: () => Date.now() + (local?.ahead ?? 0), randomBytes });
  }

  function answer(request: ControlPlaneRequest): Promise<ControlPlaneReply> {
    const isSts = request.caller.service === 'sts';
    return isSts ? handleSts(request, identity.stsPorts) : handleIam(request, identity.iamPorts);
  }
}

/** `[code, status, message]` of a call that must fail. */
export async function iamError(call: Promise<unknown>): Promise<readonly [string, number | undefined, string]> {
  const error = await call.then(
    () => {
      throw new Error('was accepted');
    },
    (thrown: IAMServiceException & { readonly Code?: string }) => thrown,
  );
  // The SDK's classes have other names than the codes on the wire.
  return [error.Code ?? error.name, error.$metadata?.httpStatusCode, error.message];
}
