import { createHash } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { headerOf } from '../header-of.ts';
import type { SignableRequest } from './canonical-request.ts';
import { queryParameters, splitTarget } from './canonical-request.ts';
import { ALGORITHM } from './signing-key.ts';
import { formatTimestamp } from './timestamp.ts';

/** The texts of a signature as the request carries them: complete, not yet judged. */
export interface PresentedSignature {
  /** `keyid/date/region/service/aws4_request`. */
  readonly credential: string;
  /** Lower-case names, at least one. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits, if it is right. */
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`, if it is right. */
  readonly timestamp: string;
  readonly sessionToken: string | undefined;
  /** Seconds of validity that a presigned URL asks for, as text; undefined for a signature in the header. */
  readonly expires: string | undefined;
}

/**
 * Finds the signature of a request, in the Authorization header or else in the query. Throws
 * MissingAuthenticationTokenException if there is none, IncompleteSignatureException if a part of it is missing
 * (texts: data-plane spec, 5.2).
 */
export function presentedSignature(request: SignableRequest): PresentedSignature {
  const authorization = headerOf(request, 'authorization');
  if (authorization !== undefined) return fromHeader(request, authorization);
  const query = new Map<string, string>();
  for (const [name, value] of queryParameters(splitTarget(request.rawTarget).query)) {
    if (name.startsWith('X-Amz-') && !query.has(name)) query.set(name, value);
  }
  if (!query.has('X-Amz-Algorithm') && !query.has('X-Amz-Signature')) {
    throw new AwsError('MissingAuthenticationTokenException', 403, 'Missing Authentication Token');
  }
  return fromQuery(query);
}

function fromHeader(request: SignableRequest, authorization: string): PresentedSignature {
  const [scheme = '', ...pieces] = authorization.trim().split(/[\s,]+/);
  if (scheme.startsWith('AWS4-') && scheme !== ALGORITHM) throw unsupportedAlgorithm(scheme);
  const pairs = new Map<string, string>();
  for (const piece of pieces) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    if (equals < 0) throw missingEqualSign(authorization);
    pairs.set(piece.slice(0, equals), piece.slice(equals + 1));
  }
  const missing: string[] = [];
  const take = (name: string): string => {
    const value = pairs.get(name);
    if (!value) missing.push(`Authorization header requires '${name}' parameter.`);
    return value ?? '';
  };
  const credential = take('Credential');
  const signature = take('Signature');
  const signedHeaders = take('SignedHeaders');
  const timestamp = headerTimestamp(request);
  if (timestamp === undefined) {
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (timestamp === undefined || missing.length > 0) {
    throw incomplete(`${missing.join(' ')} Authorization=${authorization}`);
  }
  return {
    credential,
    signature,
    timestamp,
    signedHeaders: signedHeaders.toLowerCase().split(';'),
    sessionToken: headerOf(request, 'x-amz-security-token'),
    expires: undefined,
  };
}

function fromQuery(query: ReadonlyMap<string, string>): PresentedSignature {
  const algorithm = query.get('X-Amz-Algorithm');
  if (algorithm !== undefined && algorithm !== ALGORITHM) throw unsupportedAlgorithm(algorithm);
  const missing: string[] = [];
  const take = (name: string): string => {
    const value = query.get(name);
    if (!value) missing.push(`AWS query-string parameters must include '${name}'.`);
    return value ?? '';
  };
  take('X-Amz-Algorithm');
  const credential = take('X-Amz-Credential');
  const signature = take('X-Amz-Signature');
  const signedHeaders = take('X-Amz-SignedHeaders');
  const timestamp = take('X-Amz-Date');
  if (missing.length > 0) throw incomplete(`${missing.join(' ')} Re-examine the query-string parameters.`);
  return {
    credential,
    signature,
    timestamp,
    signedHeaders: signedHeaders.toLowerCase().split(';'),
    sessionToken: query.get('X-Amz-Security-Token'),
    expires: query.get('X-Amz-Expires') ?? '300',
  };
}

/** X-Amz-Date as it is; a Date header in its HTTP form, turned into the form that signatures use. */
function headerTimestamp(request: SignableRequest): string | undefined {
  const amzDate = headerOf(request, 'x-amz-date');
  if (amzDate !== undefined) return amzDate;
  const date = headerOf(request, 'date');
  if (date === undefined) return undefined;
  const epochMillis = /^[A-Z][a-z]{2}, /.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(epochMillis) ? date : formatTimestamp(epochMillis);
}

/** The service prints a hash of the header, so that a bearer token sent by mistake is not copied into logs. */
function missingEqualSign(authorization: string): AwsError {
  const hash = createHash('sha256').update(authorization, 'latin1').digest('base64');
  return incomplete(
    `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hash}'.`,
  );
}

function unsupportedAlgorithm(algorithm: string): AwsError {
  return incomplete(`Unsupported AWS 'algorithm': '${algorithm}'`);
}

function incomplete(message: string): AwsError {
  return new AwsError('IncompleteSignatureException', 403, message);
}
