import type { EndpointType, RestApi } from '@portico/api-model';
import { MAXIMUM_COMPRESSION_SIZE, MAXIMUM_POLICY_CHARACTERS } from '@portico/api-model';
import { badRequest } from '../errors.ts';

/** In the order that the service's messages list them. */
export const ENDPOINT_TYPES: readonly EndpointType[] = ['PRIVATE', 'EDGE', 'REGIONAL'];
export const API_KEY_SOURCES: readonly RestApi['apiKeySource'][] = ['HEADER', 'AUTHORIZER'];
export const IP_ADDRESS_TYPES = ['ipv4', 'dualstack'] as const;

/** Throws BadRequestException for endpoint settings that an API cannot have. */
export function checkEndpoints({
  endpointTypes,
  ipAddressType,
}: Pick<RestApi, 'endpointTypes' | 'ipAddressType'>): void {
  if (endpointTypes.length === 0) {
    throw badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.');
  }
  if (endpointTypes.length > 1) throw badRequest('Cannot create an api with multiple Endpoint Types.');
  if (endpointTypes.includes('PRIVATE') && ipAddressType === 'ipv4') {
    throw badRequest('Only dualstack ipAddressType is supported for Private APIs.');
  }
}

/** Bytes; undefined (no compression) for no text at all. */
export function readCompressionSize(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const bytes = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (bytes <= MAXIMUM_COMPRESSION_SIZE) return bytes;
  throw badRequest(`Invalid minimum compression size, must be between 0 and ${MAXIMUM_COMPRESSION_SIZE}`);
}

/** A resource policy as JSON text; undefined for no text at all. */
export function readPolicy(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (text.length <= MAXIMUM_POLICY_CHARACTERS && isPolicy(text)) return text;
  throw badRequest('Invalid policy document. Please check the policy syntax and ensure that Principals are valid.');
}

function isPolicy(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && Object.hasOwn(parsed, 'Statement');
  } catch {
    return false;
  }
}
