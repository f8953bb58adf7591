/** Rows of cells (RFC 4180): cells in double quotes may hold commas and line breaks, `""` stands for a quote. Empty lines are left out. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  // A cell with what ends it: a comma, a line break, or the end of the text.
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    const [whole, quoted, plain = '', end] = match;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',' && end !== '') rows.push([]);
    if (end === '' || whole === '') break;
  }
  return rows.filter((row) => row.some((value) => value !== ''));
}
