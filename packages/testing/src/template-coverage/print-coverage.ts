import type { CoveredPlace, TemplateCoverage } from './coverage-recorder.ts';

/** Coverage as a table, one row for each template; the places are those that no test has reached. */
export function printCoverage(templates: readonly TemplateCoverage[]): readonly string[] {
  const rows = templates.map((template): readonly string[] => [
    template.name,
    share(template.directives),
    share(template.branches),
    missing(template),
  ]);
  const totals = [
    'all',
    share(templates.flatMap((t) => t.directives)),
    share(templates.flatMap((t) => t.branches)),
    '',
  ];
  const table = [['template', 'directives', 'branches', 'not reached (line:column)'], ...rows, totals];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return table.map((row) =>
    row
      .map((cell, column) =>
        column === 3 ? cell : column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

function share(places: readonly CoveredPlace[]): string {
  const covered = places.filter(({ hits }) => hits > 0).length;
  return `${covered}/${places.length}${places.length === 0 ? '' : ` ${Math.floor((covered / places.length) * 100)}%`}`;
}

function missing({ directives, branches }: TemplateCoverage): string {
  const places = [
    ...directives.filter(({ hits }) => hits === 0).map(({ line, column }) => ({ line, column, what: '' })),
    ...branches.filter(({ hits }) => hits === 0).map(({ line, column, what }) => ({ line, column, what: ` ${what}` })),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
  const shown = places.slice(0, 8).map(({ line, column, what }) => `${line}:${column}${what}`);
  return [...shown, ...(places.length > shown.length ? [`${places.length - shown.length} more`] : [])].join(', ');
}
