import type { DocumentationPart, DocumentationPartLocation } from '@portico/store';
import type { JsonObject } from '../../json-input.ts';
import { readString } from '../../json-input.ts';
import { badRequest, conflict } from '../errors.ts';
import type { InputShape } from '../input-shape.ts';

/** In the order of the service's message. TODO(aws-verify): that order */
export const PART_TYPES = [
  'API',
  'AUTHORIZER',
  'MODEL',
  'RESOURCE',
  'METHOD',
  'PATH_PARAMETER',
  'QUERY_PARAMETER',
  'REQUEST_HEADER',
  'REQUEST_BODY',
  'RESPONSE',
  'RESPONSE_HEADER',
  'RESPONSE_BODY',
] as const;

type PartType = (typeof PART_TYPES)[number];

/** Parts of one API: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const MAXIMUM_PARTS = 2000;

/**
 * A location of an input. What a type needs and is not named means everything (`*` as method and status code, `/` as path).
 * Throws ValidationException or BadRequestException.
 */
export function readLocation(input: JsonObject | undefined, shape: InputShape): DocumentationPartLocation {
  const typeText = input && readString(input, 'type');
  if (input === undefined) shape.required('location', undefined);
  else shape.required('location.type', typeText);
  const type = shape.oneOf('location.type', typeText, PART_TYPES);
  shape.refuse();
  const text = (name: string): string | undefined => (input && readString(input, name)) || undefined;
  const path = text('path') ?? (below(type, 'RESOURCE') ? '/' : undefined);
  const method = text('method') ?? (below(type, 'METHOD') ? '*' : undefined);
  const statusCode = text('statusCode') ?? (below(type, 'RESPONSE') ? '*' : undefined);
  const name = text('name');
  return {
    type: typeText ?? '',
    ...(path !== undefined && { path }),
    ...(method !== undefined && { method }),
    ...(statusCode !== undefined && { statusCode }),
    ...(name !== undefined && { name }),
  };
}

/** Whether things of a type belong to a resource, a method or a response. */
function below(type: PartType | undefined, owner: 'RESOURCE' | 'METHOD' | 'RESPONSE'): boolean {
  if (type === undefined || PART_TYPES.indexOf(type) < PART_TYPES.indexOf('RESOURCE')) return false;
  if (owner === 'RESPONSE') return type.startsWith('RESPONSE');
  return owner === 'RESOURCE' || type !== 'RESOURCE';
}

/** Throws BadRequestException for text that is no JSON object; the text itself otherwise. */
export function checkProperties(text: string | undefined): string {
  // TODO(aws-verify): the texts
  if (text === undefined || text === '') throw badRequest('Documentation part properties must be non-empty');
  if (parseProperties(text) === undefined)
    throw badRequest('Invalid documentation part: properties must be valid JSON');
  return text;
}

export function parseProperties(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

export function sameLocation(a: DocumentationPartLocation, b: DocumentationPartLocation): boolean {
  return (['type', 'path', 'method', 'statusCode', 'name'] as const).every((member) => a[member] === b[member]);
}

/** Throws ConflictException if a part describes the same thing. */
export function checkNewPart(parts: readonly DocumentationPart[], location: DocumentationPartLocation): void {
  // TODO(aws-verify): the texts
  if (parts.some((part) => sameLocation(part.location, location))) {
    throw conflict(`Documentation part already exists for the specified location: type '${location.type}'`);
  }
  if (parts.length >= MAXIMUM_PARTS) throw badRequest(`An API can have at most ${MAXIMUM_PARTS} documentation parts`);
}
