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

/**
 * A mapped value as it may stand in a header: text outside Latin-1 as its UTF-8 bytes, line ends and other control characters refused
 * (the caller could start a header of its own).
 */
export function headerValue(name: string, value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(value))
    throw configurationFault(`Invalid characters in the value of header ${name}`);
  return /[^\x20-\xff\t]/.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value;
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
]);
