import { createHash } from 'node:crypto';
import type { HeaderEntry } from '@portico/api-compiler';
import { lastHeader } from '@portico/api-compiler';
import { GatewayFault } from '@portico/api-model';

/**
 * No resource has a method for the request. The service reads an Authorization header all the same, as a signature, and says what is
 * wrong with it (spec: data plane, sections 3 and 5.2).
 */
export function unknownRouteFault(headers: readonly HeaderEntry[]): GatewayFault {
  const authorization = lastHeader(headers, 'authorization');
  const message = authorization === undefined ? undefined : flawOf(authorization, headers);
  return message === undefined
    ? new GatewayFault('MISSING_AUTHENTICATION_TOKEN')
    : new GatewayFault('INVALID_SIGNATURE', { message, errorType: 'IncompleteSignatureException' });
}

/** `undefined` for a complete SigV4 header: such a request is unknown like any other. */
function flawOf(authorization: string, headers: readonly HeaderEntry[]): string | undefined {
  const space = authorization.indexOf(' ');
  const pairs = authorization
    .slice(space + 1)
    .split(',')
    .map((pair) => pair.trim());
  if (pairs.some((pair) => !pair.includes('='))) {
    const hash = createHash('sha256').update(authorization, 'latin1').digest('base64');
    return `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hash}'.`;
  }
  const names = new Set(pairs.map((pair) => pair.slice(0, pair.indexOf('='))));
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !names.has(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (lastHeader(headers, 'x-amz-date') === undefined && lastHeader(headers, 'date') === undefined) {
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  return missing.length === 0 ? undefined : `${missing.join(' ')} Authorization=${authorization}`;
}
