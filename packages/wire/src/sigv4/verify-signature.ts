import { AwsError } from '../aws-error.ts';
import type { SignableRequest } from './canonical-request.ts';
import { canonicalRequest, sha256Hex } from './canonical-request.ts';
import type { PresentedSignature } from './presented-signature.ts';
import { presentedSignature } from './presented-signature.ts';
import { sameSignature, sameToken } from './same-secret.ts';
import type { CredentialScope } from './signing-key.ts';
import { signature, stringToSign, TERMINATOR } from './signing-key.ts';
import { formatTimestamp, parseTimestamp } from './timestamp.ts';

/** Who an access key belongs to, and how to check that a request was made with it. */
export interface SigningCredentials {
  readonly secretAccessKey: string;
  /** Present for temporary credentials: every request must carry it. */
  readonly sessionToken?: string;
  /** Epoch milliseconds; absent for credentials that do not expire. */
  readonly expiration?: number;
  /** Twelve digits. */
  readonly accountId: string;
  /** Of the user, the assumed-role session, or the account's root. */
  readonly arn: string;
  readonly session?: SessionFacts;
}

/** What temporary credentials add to who their holder is. */
export interface SessionFacts {
  /** Policies that the session was narrowed with, JSON texts. */
  readonly policies: readonly string[];
  /** Tags of the session by key. */
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly issuedAt: number;
}

export interface VerificationOptions {
  /** `sessionToken` as presented: the holder of self-contained tokens reads the credentials from it. */
  readonly credentials: CredentialLookup;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Services that a credential scope may name; the first is the one that errors speak of. */
  readonly services: readonly [string, ...string[]];
  /** The only region that a scope may name; absent: any. */
  readonly region?: string;
}

/** Whose an access key is; undefined for a key that nobody has, or that a token does not go with. */
export type CredentialLookup = (
  accessKeyId: string,
  sessionToken: string | undefined,
) => SigningCredentials | undefined;

/** The caller of a request whose signature is right. */
export interface VerifiedIdentity {
  readonly accountId: string;
  readonly region: string;
  readonly service: string;
  readonly accessKeyId: string;
  readonly arn: string;
  readonly session?: SessionFacts;
  /** Where the request came from, where a listener knows it. */
  readonly sourceIp?: string;
}

/** How far a request's date may be from the service's, each way. */
const SKEW_MINUTES = 5;
const SKEW_MILLIS = SKEW_MINUTES * 60_000;

/** A presigned URL is good for a week at most. */
const MAX_EXPIRES_SECONDS = 604_800;

/**
 * Verifies the Signature Version 4 of a request, in the Authorization header or in the query (a presigned URL).
 * Throws AwsError, always status 403, with the service's codes and texts (data-plane spec, 5.2).
 */
export function verifySignature(request: SignableRequest, options: VerificationOptions): VerifiedIdentity {
  const presented = presentedSignature(request);
  const { accessKeyId, scope } = checkScope(presented, options);
  checkDate(presented, scope, options.now);
  if (!presented.signedHeaders.includes('host')) {
    throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  const credentials = options.credentials(accessKeyId, presented.sessionToken);
  if (credentials === undefined || !sameToken(presented.sessionToken, credentials.sessionToken)) {
    throw new AwsError('UnrecognizedClientException', 403, 'The security token included in the request is invalid.');
  }
  checkMatch(request, presented, scope, credentials);
  // After the match: whether a token has expired is told only to those who hold its secret.
  if (credentials.expiration !== undefined && credentials.expiration <= options.now) {
    throw new AwsError('ExpiredTokenException', 403, 'The security token included in the request is expired');
  }
  const { region, service } = scope;
  const { accountId, arn, session } = credentials;
  return { accountId, region, service, accessKeyId, arn, ...(session !== undefined && { session }) };
}

function checkScope(
  presented: PresentedSignature,
  options: VerificationOptions,
): { readonly accessKeyId: string; readonly scope: CredentialScope } {
  const parts = presented.credential.split('/');
  const [accessKeyId, date, region, service, terminator] = parts;
  if (
    parts.length !== 5 ||
    accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined
  ) {
    throw new AwsError(
      'IncompleteSignatureException',
      403,
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${presented.credential}'`,
    );
  }
  let wrong = '';
  const validRegion = options.region === undefined ? /^[a-z0-9-]{1,32}$/.test(region) : region === options.region;
  if (!validRegion) wrong += 'Credential should be scoped to a valid region. ';
  if (!options.services.includes(service)) {
    wrong += `Credential should be scoped to correct service: '${options.services[0]}'. `;
  }
  if (terminator !== TERMINATOR) {
    wrong += `Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'. `;
  }
  if (wrong !== '') throw invalid(wrong);
  return { accessKeyId, scope: { date, region, service } };
}

function checkDate(presented: PresentedSignature, scope: CredentialScope, now: number): void {
  const { timestamp } = presented;
  const signed = parseTimestamp(timestamp);
  if (signed === undefined) {
    throw new AwsError(
      'IncompleteSignatureException',
      403,
      `Date must be in ISO-8601 'basic format'. Got '${timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  if (scope.date !== timestamp.slice(0, 8)) {
    throw invalid(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`,
    );
  }
  if (signed > now + SKEW_MILLIS) {
    throw invalid(
      `Signature not yet current: ${timestamp} is still later than ${formatTimestamp(now + SKEW_MILLIS)} (${formatTimestamp(now)} + ${SKEW_MINUTES} min.)`,
    );
  }
  const validMillis = presented.expires === undefined ? SKEW_MILLIS : expiresMillis(presented.expires);
  if (signed < now - validMillis) {
    throw invalid(
      `Signature expired: ${timestamp} is now earlier than ${formatTimestamp(now - validMillis)} (${formatTimestamp(now)} - ${validMillis / 60_000} min.)`,
    );
  }
}

function expiresMillis(expires: string): number {
  const seconds = /^\d{1,7}$/.test(expires) ? Number(expires) : 0;
  if (seconds < 1 || seconds > MAX_EXPIRES_SECONDS) {
    throw invalid(`X-Amz-Expires must be a number between 1 and ${MAX_EXPIRES_SECONDS} seconds, got '${expires}'`);
  }
  return seconds * 1000;
}

function checkMatch(
  request: SignableRequest,
  presented: PresentedSignature,
  scope: CredentialScope,
  credentials: SigningCredentials,
): void {
  // x-amz-content-sha256 is not believed: the hash of the bytes that arrived is what must be signed.
  const canonical = canonicalRequest(request, scope.service, presented.signedHeaders, sha256Hex(request.body));
  const text = stringToSign(presented.timestamp, scope, sha256Hex(Buffer.from(canonical, 'latin1')));
  if (sameSignature(presented.signature, signature(credentials.secretAccessKey, scope, text))) return;
  throw invalid(
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.' +
      `\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${text}'\n`,
  );
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidSignatureException', 403, message);
}
