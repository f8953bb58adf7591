import type { Diagnostic } from '../diagnostic.ts';
import { IMPORT_DIAGNOSTICS, type ImportDiagnosticCode } from './diagnostic-codes.ts';
import { placeOf, type SourceMap, type SourceNode } from './source-node.ts';

/** What every part of an import shares. A part that has a prefix in the service's messages derives a scope of its own. */
export interface ImportScope {
  readonly apiId: string;
  readonly ids: () => string;
  readonly version: '2.0' | '3.0';
  readonly root: SourceMap;
  readonly report: Report;
}

/** @param member a member of `at` that is missing: it belongs to the place, the position stays that of `at`. */
export type Report = (
  code: ImportDiagnosticCode,
  at: SourceNode,
  message: string,
  options?: { readonly remedy?: string; readonly member?: string },
) => void;

/** The same scope with the service's prefix for errors: `Unable to put method 'GET' on resource at path '/': ...`. */
export function prefixed(scope: ImportScope, prefix: string): ImportScope {
  return {
    ...scope,
    report: (code, at, message, options) =>
      scope.report(code, at, IMPORT_DIAGNOSTICS[code] === 'error' ? `${prefix}: ${message}` : message, options),
  };
}

/** Findings of one import; a document with more is told about the first ones. */
const MAXIMUM_DIAGNOSTICS = 1000;
/** Characters of a message, a remedy or a place: what a document says may be quoted in them. */
const MAXIMUM_TEXT = 2000;

/** Turns offsets into lines and columns, and collects. */
export function createReport(text: string, diagnostics: Diagnostic[]): Report {
  const position = createPositions(text);
  const known = new Set<string>();
  return (code, at, wording, { remedy, member } = {}) => {
    if (diagnostics.length >= MAXIMUM_DIAGNOSTICS) return;
    const message = clip(wording);
    const base = clip(placeOf(at));
    const place = member === undefined ? base : base === '' ? member : `${base}.${member}`;
    // Parts of the root are read once for every method that uses them.
    const finding = `${code} ${place} ${message}`;
    if (known.has(finding)) return;
    known.add(finding);
    diagnostics.push({
      severity: IMPORT_DIAGNOSTICS[code],
      code,
      message,
      ...(remedy !== undefined && { remedy: clip(remedy) }),
      place,
      // A map or a list is pointed at by its name; a value by itself.
      ...position(at.kind === 'scalar' ? at.offset : at.keyOffset),
    });
  };
}

function clip(text: string): string {
  return text.length > MAXIMUM_TEXT ? `${text.slice(0, MAXIMUM_TEXT)}...` : text;
}

/** 1-based line and column (in UTF-16 units) of an offset. */
export function createPositions(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
  };
}
