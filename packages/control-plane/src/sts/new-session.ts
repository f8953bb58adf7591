import type { QueryOutput } from '@portico/wire';
import { newAccessKeyId, newSecretAccessKey } from '../iam/identifiers.ts';
import { isoTime } from '../iso-time.ts';
import type { StsPorts } from './ports.ts';
import type { SessionContent } from './session-token.ts';
import { sealSession } from './session-token.ts';

/** Temporary credentials, `Credentials` of an output. */
export function newSession(
  ports: StsPorts,
  durationInSeconds: number,
  holder: Omit<SessionContent, 'accessKeyId' | 'secretAccessKey' | 'expiration' | 'issuedAt'>,
): QueryOutput {
  const issuedAt = ports.now();
  const accessKeyId = newAccessKeyId(ports, 'ASIA');
  const secretAccessKey = newSecretAccessKey(ports);
  const expiration = issuedAt + durationInSeconds * 1000;
  const content = { ...holder, accessKeyId, secretAccessKey, expiration, issuedAt };
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sealSession(ports.sessionKey(), content),
    Expiration: isoTime(expiration / 1000),
  };
}
