import { parseJsonSource } from './parse-json-source.ts';
import { parseYamlSource } from './parse-yaml-source.ts';
import { createSourceBuilder, type DuplicateKey, SourceError } from './source-builder.ts';
import type { SourceNode } from './source-node.ts';

export interface ParsedSource {
  /** Absent when there are errors. */
  readonly root: SourceNode | undefined;
  readonly errors: readonly SourceError[];
  readonly duplicates: readonly DuplicateKey[];
}

/** JSON where the text is JSON, YAML otherwise. Never throws for any text. */
export function parseSource(text: string, substitute: (text: string) => string): ParsedSource {
  const builder = createSourceBuilder(substitute);
  let jsonError: SourceError | undefined;
  if (/^[\s\ufeff]*\{/.test(text)) {
    try {
      return { root: parseJsonSource(text, builder), errors: [], duplicates: builder.duplicates };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      if (error.code === 'document-too-complex') return { root: undefined, errors: [error], duplicates: [] };
      jsonError = error;
    }
  }
  const yaml = parseYaml(text, substitute);
  // Text that starts like JSON and is no YAML either is told about as JSON: those who write braces write JSON.
  return yaml.root === undefined && jsonError !== undefined ? { ...yaml, errors: [jsonError] } : yaml;
}

function parseYaml(text: string, substitute: (text: string) => string): ParsedSource {
  const builder = createSourceBuilder(substitute);
  const errors: SourceError[] = [];
  try {
    const root = parseYamlSource(text, builder, errors);
    return { root: errors.length > 0 ? undefined : root, errors, duplicates: builder.duplicates };
  } catch (error) {
    if (error instanceof RangeError) {
      errors.push(new SourceError('document-too-complex', 'The document nests too deeply.', 0));
    } else if (error instanceof SourceError) {
      errors.push(error);
    } else throw error;
    return { root: undefined, errors, duplicates: [] };
  }
}
