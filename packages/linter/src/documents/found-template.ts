import type { Phase } from '../input/input-tree.ts';
import type { ScalarStyle } from './offset-map.ts';

/** A mapping template and where it was found. */
export interface FoundTemplate {
  readonly source: string;
  readonly mediaType: string;
  readonly phase: Phase;
  /** For people: `GET /pets, request, application/json`; empty for a file that is a template. */
  readonly label: string;
  /** For each character of the template and its end, its offset in the document; `undefined`: the same. */
  readonly offsets: readonly number[] | undefined;
  /** How it is written, where it is one text of the document. */
  readonly style?: ScalarStyle;
}

/** A document that cannot be read. */
export interface DocumentError {
  readonly message: string;
  readonly offset: number;
}

export interface FoundTemplates {
  readonly templates: readonly FoundTemplate[];
  readonly errors: readonly DocumentError[];
  /** `undefined`: nothing that has templates. */
  readonly kind: 'openapi' | 'cloudformation' | undefined;
}
