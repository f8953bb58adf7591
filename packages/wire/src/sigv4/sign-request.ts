import type { SignableRequest } from './canonical-request.ts';
import { canonicalRequest, sha256Hex } from './canonical-request.ts';
import type { CredentialScope } from './signing-key.ts';
import { ALGORITHM, scopeText, signature, stringToSign } from './signing-key.ts';
import { formatTimestamp } from './timestamp.ts';

export interface SigningOptions {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region: string;
  readonly service: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Headers that proxies and HTTP clients change or add on the way. */
const NOT_SIGNED: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-amzn-trace-id',
]);

/**
 * The request's headers with X-Amz-Date, X-Amz-Security-Token where there is a token, and Authorization (Signature
 * Version 4, header form). The request must have a Host header; its target must be percent-encoded already. All other
 * headers of the request are signed too. Existing headers of the three names are replaced.
 */
export function signRequest(request: SignableRequest, options: SigningOptions): (readonly [string, string])[] {
  const timestamp = formatTimestamp(options.now);
  const replaced = new Set(['authorization', 'x-amz-date', 'x-amz-security-token']);
  const headers = request.headers.filter(([name]) => !replaced.has(name.toLowerCase()));
  headers.push(['X-Amz-Date', timestamp]);
  if (options.sessionToken !== undefined) headers.push(['X-Amz-Security-Token', options.sessionToken]);
  const names = new Set(headers.map(([name]) => name.toLowerCase()).filter((name) => !NOT_SIGNED.has(name)));
  if (!names.has('host')) throw new Error('A request without a Host header cannot be signed');
  const signedHeaders = [...names].sort();
  const scope: CredentialScope = { date: timestamp.slice(0, 8), region: options.region, service: options.service };
  const canonical = canonicalRequest({ ...request, headers }, options.service, signedHeaders, sha256Hex(request.body));
  const text = stringToSign(timestamp, scope, sha256Hex(Buffer.from(canonical, 'latin1')));
  const hex = signature(options.secretAccessKey, scope, text).toString('hex');
  const credential = `${options.accessKeyId}/${scopeText(scope)}`;
  headers.push([
    'Authorization',
    `${ALGORITHM} Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${hex}`,
  ]);
  return headers;
}
