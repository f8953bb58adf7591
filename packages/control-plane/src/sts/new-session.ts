import type { QueryOutput } from '@portico/wire';
import { newAccessKeyId, newSecretAccessKey } from '../iam/identifiers.ts';
import { isoTime } from '../iso-time.ts';
import type { StsPorts } from './ports.ts';
import type { SessionContent } from './session-token.ts';
import { sealSession } from './session-token.ts';

type SessionHolder = Omit<SessionContent, 'accessKeyId' | 'secretAccessKey' | 'expiration' | 'issuedAt'>;

export interface NewSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Epoch milliseconds. */
  readonly expiration: number;
}

/** Temporary credentials. They are kept nowhere: the token holds them. */
export function newSession(
  ports: Pick<StsPorts, 'now' | 'randomBytes' | 'sessionKey'>,
  durationInSeconds: number,
  holder: SessionHolder,
): NewSession {
  const issuedAt = ports.now();
  const accessKeyId = newAccessKeyId(ports, 'ASIA');
  const secretAccessKey = newSecretAccessKey(ports);
  const expiration = issuedAt + durationInSeconds * 1000;
  const content = { ...holder, accessKeyId, secretAccessKey, expiration, issuedAt };
  return { accessKeyId, secretAccessKey, sessionToken: sealSession(ports.sessionKey(), content), expiration };
}

/** New ones, as `Credentials` of an output. */
export function newCredentials(ports: StsPorts, durationInSeconds: number, holder: SessionHolder): QueryOutput {
  const made = newSession(ports, durationInSeconds, holder);
  return {
    AccessKeyId: made.accessKeyId,
    SecretAccessKey: made.secretAccessKey,
    SessionToken: made.sessionToken,
    Expiration: isoTime(made.expiration / 1000),
  };
}
