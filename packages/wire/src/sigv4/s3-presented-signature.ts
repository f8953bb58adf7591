import { AwsError } from '../aws-error.ts';
import { headerOf } from '../header-of.ts';
import type { SignableRequest } from './canonical-request.ts';
import { queryParameters, splitTarget } from './canonical-request.ts';
import type { PresentedSignature } from './presented-signature.ts';
import { ALGORITHM } from './signing-key.ts';
import { formatTimestamp } from './timestamp.ts';

/**
 * The signature of a request to S3, with S3's own errors (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 * Undefined: the request carries none and is anonymous.
 */
export function s3PresentedSignature(request: SignableRequest): PresentedSignature | undefined {
  const authorization = headerOf(request, 'authorization');
  const query = authenticationQuery(request);
  if (authorization === undefined) return query.size === 0 ? undefined : fromQuery(query);
  if (query.has('X-Amz-Signature')) {
    throw invalidArgument(
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
      authorization,
    );
  }
  return fromHeader(request, authorization);
}

const QUERY_NAMES = ['Algorithm', 'Credential', 'Signature', 'Date', 'SignedHeaders', 'Expires'].map(
  (name) => `X-Amz-${name}`,
);
const MAX_EXPIRES_SECONDS = 604_800;

function authenticationQuery(request: SignableRequest): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let authenticates = false;
  for (const [name, value] of queryParameters(splitTarget(request.rawTarget).query)) {
    if (name.startsWith('X-Amz-') && !found.has(name)) found.set(name, value);
    authenticates ||= name === 'X-Amz-Algorithm' || name === 'X-Amz-Signature' || name === 'X-Amz-Credential';
  }
  return authenticates ? found : new Map();
}

function fromHeader(request: SignableRequest, authorization: string): PresentedSignature {
  if (/^AWS /.test(authorization)) {
    throw new AwsError(
      'InvalidRequest',
      400,
      `The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.`,
    );
  }
  const [scheme = '', ...pieces] = authorization.trim().split(/[\s,]+/);
  if (scheme !== ALGORITHM) throw invalidArgument('Unsupported Authorization Type', authorization);
  const pairs = new Map(pieces.map((piece) => splitPair(piece)));
  const take = (name: string): string => {
    const value = pairs.get(name);
    if (!value) throw malformed(`missing or empty ${name}.`);
    return value;
  };
  const date = headerOf(request, 'x-amz-date') ?? httpDate(headerOf(request, 'date'));
  if (date === undefined) {
    throw new AwsError('AccessDenied', 403, 'AWS authentication requires a valid Date or x-amz-date header');
  }
  return {
    credential: take('Credential'),
    signature: take('Signature'),
    signedHeaders: take('SignedHeaders').toLowerCase().split(';'),
    timestamp: date,
    sessionToken: headerOf(request, 'x-amz-security-token'),
    expires: undefined,
  };
}

function fromQuery(query: ReadonlyMap<string, string>): PresentedSignature {
  if (QUERY_NAMES.some((name) => !query.get(name))) {
    throw queryError(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  const take = (name: string): string => query.get(`X-Amz-${name}`) ?? '';
  if (take('Algorithm') !== ALGORITHM) throw queryError(`X-Amz-Algorithm only supports "${ALGORITHM}"`);
  const expires = take('Expires');
  if (!/^-?\d+$/.test(expires)) throw queryError('X-Amz-Expires should be a number');
  if (expires.startsWith('-')) throw queryError('X-Amz-Expires must be non-negative');
  if (Number(expires) > MAX_EXPIRES_SECONDS) {
    throw queryError(
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${MAX_EXPIRES_SECONDS} seconds`,
    );
  }
  return {
    credential: take('Credential'),
    signature: take('Signature'),
    signedHeaders: take('SignedHeaders').toLowerCase().split(';'),
    timestamp: take('Date'),
    sessionToken: query.get('X-Amz-Security-Token'),
    expires,
  };
}

function splitPair(piece: string): [name: string, value: string] {
  const equals = piece.indexOf('=');
  if (equals < 0) throw malformed(`the authorization component "${piece}" is malformed.`);
  return [piece.slice(0, equals), piece.slice(equals + 1)];
}

function httpDate(date: string | undefined): string | undefined {
  const epochMillis = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(epochMillis) ? undefined : formatTimestamp(epochMillis);
}

/** `AuthorizationHeaderMalformed` */
export function malformed(what: string): AwsError {
  return new AwsError('AuthorizationHeaderMalformed', 400, `The authorization header is malformed; ${what}`);
}

/** `AuthorizationQueryParametersError` */
export function queryError(message: string): AwsError {
  return new AwsError('AuthorizationQueryParametersError', 400, message);
}

function invalidArgument(message: string, value: string): AwsError {
  return new AwsError('InvalidArgument', 400, message, {
    extra: { ArgumentName: 'Authorization', ArgumentValue: value },
  });
}
