import { LineMap, type Span } from '@portico/vtl';

/** Lines shown before the one that matters. */
const LINES_BEFORE = 2;
const MAX_WIDTH = 120;

/**
 * The lines of a source around a place, with a caret under it:
 *
 *     2 | #set($items = $input.params('items'))
 *     3 | $items.substring(9)
 *       |        ^^^^^^^^^^^^
 */
export function sourceExcerpt(source: string, { line, column, start, end }: Span): readonly string[] {
  const lines = source.split(/\r\n|\r|\n/);
  const first = Math.max(1, line - LINES_BEFORE);
  const digits = String(line).length;
  const shown = lines.slice(first - 1, line).map((text, i) => [first + i, text] as const);
  const [, text = ''] = shown.at(-1) ?? [];
  const cutBefore = text.length <= MAX_WIDTH ? 0 : Math.max(0, column - 1 - MAX_WIDTH / 2);
  const width = Math.max(1, Math.min(end - start, text.length - column + 1, MAX_WIDTH / 2));
  // Tabs stay tabs, so that the caret stands where the terminal puts the text.
  const indent = text.slice(cutBefore, column - 1).replace(/[^\t]/g, ' ');
  return [
    ...shown.map(([number, content]) =>
      `${String(number).padStart(digits)} | ${cut(content, number === line ? cutBefore : 0)}`.trimEnd(),
    ),
    `${' '.repeat(digits)} | ${cutBefore > 0 ? ' ' : ''}${indent}${'^'.repeat(width)}`,
  ];
}

/** As `sourceExcerpt`, for one character. */
export function characterExcerpt(text: string, offset: number): readonly string[] {
  return sourceExcerpt(text, new LineMap(text).span(offset, offset + 1));
}

function cut(text: string, before: number): string {
  const rest = text.slice(before, before + MAX_WIDTH).replace(CONTROL, '\u00b7');
  return `${before > 0 ? '\u2026' : ''}${rest}${text.length > before + MAX_WIDTH ? '\u2026' : ''}`;
}

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
