import type { CoveredPlace, TemplateCoverage } from './coverage-recorder.ts';

/** Coverage as a table, one row for each template; the places are those that no test has reached. */
export function printCoverage(templates: readonly TemplateCoverage[]): readonly string[] {
  const rows: Row[] = [{ name: 'template', cells: ['directives', 'branches'], missing: 'not reached (line:column)' }];
  let file = '';
  for (const template of templates) {
    if (template.part !== '' && template.file !== file)
      rows.push({ name: template.file, cells: ['', ''], missing: '' });
    file = template.file;
    const name = template.part === '' ? file : `  ${template.part}`;
    const cells = [share(template.directives), share(template.branches)] as const;
    rows.push({ name, cells, missing: missing(template) });
  }
  const totals = [share(templates.flatMap((t) => t.directives)), share(templates.flatMap((t) => t.branches))] as const;
  rows.push({ name: 'all', cells: totals, missing: '' });
  const nameWidth = Math.max(...rows.map(({ name }) => name.length));
  const widths = [0, 1].map((i) => Math.max(...rows.map(({ cells }) => (cells[i] ?? '').length)));
  return rows.map(({ name, cells, missing: places }) => {
    const numbers = cells.map((cell, i) => cell.padStart(widths[i] ?? 0));
    return [name.padEnd(nameWidth), ...numbers, places].join('  ').trimEnd();
  });
}

interface Row {
  readonly name: string;
  readonly cells: readonly [directives: string, branches: string];
  readonly missing: string;
}

/** Places named in one row. */
const MAX_PLACES = 8;

function share(places: readonly CoveredPlace[]): string {
  if (places.length === 0) return '-';
  const covered = places.filter(({ hits }) => hits > 0).length;
  return `${covered}/${places.length} ${Math.floor((covered / places.length) * 100)}%`;
}

function missing({ directives, branches }: TemplateCoverage): string {
  const places = [
    ...directives.map((place) => ({ ...place, what: '' })),
    ...branches.map((place) => ({ ...place, what: ` ${place.what}` })),
  ]
    .filter(({ hits }) => hits === 0)
    .sort((a, b) => a.line - b.line || a.column - b.column);
  const shown = places.slice(0, MAX_PLACES).map(({ line, column, what }) => `${line}:${column}${what}`);
  return [...shown, ...(places.length > shown.length ? [`${places.length - shown.length} more`] : [])].join(', ');
}
