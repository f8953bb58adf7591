import type { TemplateCoverage } from './coverage-recorder.ts';

/**
 * Coverage as an lcov tracefile (https://manpages.debian.org/lcov, geninfo(1), "TRACEFILE FORMAT"): one section for each file. Templates
 * whose lines are not lines of a file (a folded or quoted text in YAML, or JSON) are left out.
 */
export function lcov(templates: readonly TemplateCoverage[]): string {
  const files = new Map<string, TemplateCoverage[]>();
  for (const template of templates) {
    if (template.lineOffset === undefined) continue;
    files.set(template.file, [...(files.get(template.file) ?? []), template]);
  }
  return [...files].map(([file, parts]) => section(file, parts)).join('');
}

function section(file: string, templates: readonly TemplateCoverage[]): string {
  const hits = new Map<number, number>();
  const branches: string[] = [];
  let covered = 0;
  for (const [part, { directives, branches: ways, lineOffset = 0 }] of templates.entries()) {
    for (const { line, hits: count } of directives) {
      const known = hits.get(line + lineOffset);
      // A line has been reached as often as the part of it that was reached least.
      hits.set(line + lineOffset, known === undefined ? count : Math.min(known, count));
    }
    const numbers = new Map<number, number>();
    for (const { line, block, hits: count } of ways) {
      const number = numbers.get(block) ?? 0;
      numbers.set(block, number + 1);
      branches.push(`BRDA:${line + lineOffset},${part * 10_000 + block},${number},${count}`);
      if (count > 0) covered++;
    }
  }
  const lines = [...hits].sort(([a], [b]) => a - b);
  return [
    'TN:',
    `SF:${file}`,
    ...branches,
    `BRF:${branches.length}`,
    `BRH:${covered}`,
    ...lines.map(([line, count]) => `DA:${line},${count}`),
    `LF:${lines.length}`,
    `LH:${lines.filter(([, count]) => count > 0).length}`,
    'end_of_record',
    '',
  ].join('\n');
}
