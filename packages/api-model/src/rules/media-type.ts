import { validationResult } from './parameter-mapping.ts';

/** A key of `requestTemplates`, `responseTemplates`, `requestModels`, `responseModels`: `type/subtype`, or `$default`. */
export function isContentTypeKey(key: string): boolean {
  return key === '$default' || /^[^\s/]+\/[^\s/]+(?:\s*;.*)?$/.test(key);
}

export function invalidContentType(key: string): string {
  return validationResult('', `Invalid content type specified: ${key}`);
}
