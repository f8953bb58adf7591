/**
 * Rows of cells (RFC 4180): cells in double quotes may hold commas and line breaks, `""` stands for a quote. Empty lines are
 * left out. Undefined: a quote does not end, or has text around it.
 */
export function parseCsv(text: string): readonly (readonly string[])[] | undefined {
  const rows: string[][] = [[]];
  // A cell with what ends it: a comma, a line break, or the end of the text.
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  for (;;) {
    const match = cell.exec(text);
    if (match === null) return undefined;
    const [, quoted, plain = '', end] = match;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') return rows.filter((row) => row.some((value) => value !== ''));
    if (end !== ',') rows.push([]);
  }
}
