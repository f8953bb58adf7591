import { xmlElement } from '@portico/wire';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** An answer's document. */
export function s3Document(name: string, content: string | readonly string[]): string {
  return xmlElement(name, content, { xmlns: NAMESPACE });
}

/** `2026-11-22T05:23:44.000Z`: S3 keeps whole seconds. */
export function isoSeconds(epochMillis: number): string {
  return new Date(Math.floor(epochMillis / 1000) * 1000).toISOString();
}
