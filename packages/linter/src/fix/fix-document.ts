import { findTemplates } from '../documents/find-templates.ts';
import type { FoundTemplate } from '../documents/found-template.ts';
import type { ScalarStyle } from '../documents/offset-map.ts';
import { type FixResult, fixTemplate } from './fix-template.ts';

/**
 * Fixes the templates of an OpenAPI document where they stand, in JSON or YAML; all else of the file stays as it is, to the character. A template whose
 * change cannot be written in the style in which it stands (a folded text that gets another line) stays too, and so does a CloudFormation template,
 * which the CDK writes anew.
 */
export function fixDocument(text: string): FixResult {
  let current = text;
  let fixed = 0;
  const { templates, kind } = findTemplates(text);
  if (kind !== 'openapi') return { source: text, fixed: 0 };
  for (let at = 0; at < templates.length; at++) {
    const sources = findTemplates(current).templates;
    const template = sources[at];
    if (template === undefined) break;
    const result = fixTemplate(template.source, template);
    if (result.source === template.source) continue;
    const changed = write(current, template, result.source);
    const expected = sources.map(({ source }, i) => (i === at ? result.source : source));
    if (changed === undefined || !holds(changed, expected)) continue;
    current = changed;
    fixed += result.fixed;
  }
  return { source: current, fixed };
}

/** The document is one still, and has just these templates. */
function holds(text: string, expected: readonly string[]): boolean {
  const { templates, errors, kind } = findTemplates(text);
  if (errors.length > 0 || kind !== 'openapi' || templates.length !== expected.length) return false;
  return templates.every(({ source }, at) => source === expected[at]);
}

/** The document with another text in a template's place: only what differs is written. */
function write(document: string, { source, offsets, style }: FoundTemplate, changed: string): string | undefined {
  if (offsets === undefined || style === undefined) return undefined;
  const { start, oldEnd, newEnd } = difference(source, changed);
  const from = offsets[start];
  const to = offsets[oldEnd];
  if (from === undefined || to === undefined) return undefined;
  const written = encode(changed.slice(start, newEnd), style, indentationAt(document, offsets[0] ?? 0));
  return document.slice(0, from) + written + document.slice(to);
}

function difference(before: string, after: string): { start: number; oldEnd: number; newEnd: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { start, oldEnd: before.length - same, newEnd: after.length - same };
}

function encode(text: string, style: ScalarStyle, indentation: string): string {
  switch (style) {
    case 'double':
      return JSON.stringify(text).slice(1, -1);
    case 'single':
      return text.replaceAll("'", "''");
    case 'literal':
    case 'folded':
      return text.replaceAll('\n', `\n${indentation}`);
    case 'plain':
      return text;
  }
}

function indentationAt(document: string, offset: number): string {
  const line = document.slice(document.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^ */.exec(line)?.[0] ?? '';
}
