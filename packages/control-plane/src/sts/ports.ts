import type { CredentialLookup } from '@portico/wire';
import type { Authorizer } from '../iam/authorizer/authorizer.ts';
import type { IamPorts } from '../iam/ports.ts';

/** What the operations of STS need of the server. */
export interface StsPorts extends Pick<IamPorts, 'store' | 'now' | 'randomBytes' | 'authorize'> {
  readonly authorizer: Authorizer;
  readonly credentials: CredentialLookup;
  /** 32 octets that session tokens are sealed with. */
  readonly sessionKey: () => Uint8Array;
}
