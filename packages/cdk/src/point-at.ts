/** Longest part of a line that is shown, in UTF-16 code units. */
const SHOWN_LENGTH = 100;

/**
 * The line, its number, and a caret below the column:
 *
 *     3 | #foreach($x in )
 *       |                ^
 * @param line counts from 1
 * @param column counts from 1, in UTF-16 code units; one past the end of the line is the end of the template
 */
export function pointAt(source: string, line: number, column: number): string {
  const text = source.split(/\r\n|\r|\n/)[line - 1] ?? '';
  const start = Math.max(0, Math.min(column - 1 - SHOWN_LENGTH / 2, text.length - SHOWN_LENGTH));
  const shown = text.slice(start, start + SHOWN_LENGTH);
  // Tabs stay tabs, so that the caret stands where the terminal puts the column.
  const indent = shown.slice(0, column - 1 - start).replace(/[^\t]/g, ' ');
  const margin = ' '.repeat(String(line).length);
  return `  ${line} | ${shown}\n  ${margin} | ${indent}^`;
}
