import type { IntegrationType } from '@portico/api-model';
import { configurationFault } from './faults.ts';

type NonProxyType = Extract<IntegrationType, 'AWS' | 'HTTP' | 'MOCK'>;

/** Headers that a mapping or override may never set: the request fails with 500 (spec: data plane, section 9.5). */
export function isForbiddenRequestHeader(type: NonProxyType, lowerCaseName: string): boolean {
  return FORBIDDEN.has(lowerCaseName) || (type === 'AWS' && FORBIDDEN_FOR_AWS.has(lowerCaseName));
}

/** Headers that are mapped without effect. */
export function isDroppedRequestHeader(type: NonProxyType, lowerCaseName: string): boolean {
  return type === 'AWS' ? lowerCaseName === 'referer' : DROPPED_FOR_HTTP.has(lowerCaseName);
}

/** The name under which a mapped response header reaches the client, `undefined` when it is dropped (section 13). */
export function responseHeaderName(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower === 'transfer-encoding') return undefined;
  return REMAPPED.has(lower) ? `x-amzn-Remapped-${name}` : name;
}

/** The name under which a backend's header reaches the client through an HTTP proxy, `undefined` when it is dropped (section 13). */
export function proxyResponseHeaderName(name: string, lowerCaseName: string): string | undefined {
  if (DROPPED_BY_PROXY.has(lowerCaseName)) return undefined;
  return REMAPPED_BY_PROXY.has(lowerCaseName) ? `x-amzn-Remapped-${name}` : name;
}

const DROPPED_BY_PROXY: ReadonlySet<string> = new Set(['transfer-encoding', 'content-encoding', 'via']);

const REMAPPED_BY_PROXY: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'server',
  'x-amzn-requestid',
  // The gateway's own, which must not come twice.
  // TODO(aws-verify): what becomes of a backend's x-amz-apigw-id
  'x-amz-apigw-id',
]);

/** A token of RFC 9110, section 5.6.2: nothing else may stand before the colon. */
export function isHeaderName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}

/**
 * A value as it may stand in a header, `undefined` for one with a line end or another control character (whoever wrote it could start a
 * header of its own). Text outside Latin-1 becomes its UTF-8 bytes.
 */
export function headerText(value: string): string | undefined {
  if (PLAIN.test(value)) return value;
  if (CONTROLS.test(value)) return undefined;
  return OUTSIDE_LATIN1.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value;
}

const PLAIN = /^[\x20-\x7e]*$/;
const CONTROLS = /[\x00-\x08\x0a-\x1f\x7f]/;
const OUTSIDE_LATIN1 = /[^\x20-\xff\t]/;

/** The value of a mapped header; the request fails with 500 when it cannot stand in one. */
export function headerValue(name: string, value: string): string {
  const text = headerText(value);
  if (text === undefined) throw configurationFault(`Invalid characters in the value of header ${name}`);
  return text;
}

/** The name of a header that a template chose; the request fails with 500 when it is none. */
export function headerName(name: string): string {
  if (!isHeaderName(name)) throw configurationFault(`Invalid header name ${JSON.stringify(name)}`);
  return name;
}

const FORBIDDEN: ReadonlySet<string> = new Set([
  'content-length',
  'transfer-encoding',
  'x-amzn-trace-id',
  'x-amzn-apigateway-api-id',
]);

const FORBIDDEN_FOR_AWS: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'expect',
  'proxy-authenticate',
  'te',
]);

const DROPPED_FOR_HTTP: ReadonlySet<string> = new Set(['connection', 'expect', 'proxy-authenticate', 'te', 'via']);

const REMAPPED: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'expect',
  'host',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'trailer',
  'upgrade',
  'user-agent',
  'www-authenticate',
  // The gateway's own, which must not come twice. Recorded for proxies only (section 13).
  // TODO(aws-verify): what a non-proxy mapping of these three gives
  'x-amz-apigw-id',
  'x-amzn-requestid',
  'x-amzn-trace-id',
]);
