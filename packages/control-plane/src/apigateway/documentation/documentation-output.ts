import type { DocumentationPart, DocumentationVersion } from '@portico/store';
import type { Output } from '../output-maps.ts';
import { epochSeconds } from '../timestamp.ts';

/** DocumentationPart as the service writes it. */
export function documentationPartOutput({ id, location, properties }: DocumentationPart): Output {
  return { id, location, properties };
}

/** DocumentationVersion as the service writes it. */
export function documentationVersionOutput({ version, description, createdDate }: DocumentationVersion): Output {
  return { version, createdDate: epochSeconds(createdDate), ...(description !== undefined && { description }) };
}
