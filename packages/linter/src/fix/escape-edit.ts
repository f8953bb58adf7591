import type { ASTprocess, ASTReference, ParsedTemplate } from '@portico/vtl';
import type { Place } from '../analyze/facts.ts';
import type { Edit } from '../finding.ts';
import { visitTemplate } from '../template/visit.ts';

const TAIL = `.replaceAll("\\\\'","'")`;

/**
 * The change that escapes what a reference prints. Only for references that stand in the template itself: within a string literal the
 * quotes would have to be doubled.
 */
export function escapeEdit(
  source: string,
  parsed: ParsedTemplate,
  tree: ASTprocess,
  place: Place,
  what: 'apostrophe' | 'all',
): readonly Edit[] | undefined {
  const node = referenceAt(parsed, tree, place);
  if (node === undefined || node.escapePrefix !== '' || node.morePrefix !== '') return undefined;
  const text = source.slice(place.start, place.end);
  const match = /^\$(!?)(\{?)([\s\S]*?)(\}?)$/.exec(text);
  if (match === null || (match[2] === '{') !== (match[4] === '}')) return undefined;
  const inner = match[3] ?? '';
  const opened = `$${match[1]}${match[2]}`;
  if (what === 'apostrophe') {
    const isDirect =
      node.root === 'util' &&
      node.path.length === 1 &&
      node.path[0]?.type === 'ASTMethod' &&
      node.path[0].name === 'escapeJavaScript';
    const isPlainVariable = node.path.length === 0;
    if (!isDirect && !isPlainVariable) return undefined;
    return [{ start: place.start, end: place.end, text: `${opened}${inner}${TAIL}${match[4]}` }];
  }
  return [{ start: place.start, end: place.end, text: `${opened}util.escapeJavaScript($${inner})${TAIL}${match[4]}` }];
}

function referenceAt(parsed: ParsedTemplate, tree: ASTprocess, place: Place): ASTReference | undefined {
  let found: ASTReference | undefined;
  visitTemplate(parsed, tree, {
    reference: (node, isTarget, isInString) => {
      if (!isTarget && !isInString && node.span.start === place.start && node.span.end === place.end) found = node;
    },
  });
  return found;
}
