import type { LintedTemplate, LocatedFinding } from '../lint-document.ts';
import type { Severity } from '../rules.ts';
import { inputText, printed } from './example-text.ts';

/** Paints a text for a terminal. */
export type Paint = (what: Severity | 'place' | 'rule' | 'caret' | 'dim', text: string) => string;

const MAX_WIDTH = 110;

/** The findings for people: place, rule, reason, the line with a caret, an example and the remedy. */
export function toText(templates: readonly LintedTemplate[], paint: Paint = (_what, text) => text): string {
  return templates
    .flatMap((template) => template.findings.map((finding) => block(template, finding, paint)))
    .join('\n');
}

function block({ file, label, source }: LintedTemplate, finding: LocatedFinding, paint: Paint): string {
  const { fileRegion, severity, rule, reason, remedy, example } = finding;
  const place = `${file}:${fileRegion.line}:${fileRegion.column}`;
  const lines = [
    `${paint('place', place)} ${paint(severity, severity)} ${paint('rule', rule)}${label === '' ? '' : paint('dim', `  ${printed(label)}`)}`,
    `  ${printed(reason)}`,
    ...sourceLines(source, finding, paint),
  ];
  if (example !== undefined) {
    lines.push(`  ${paint('dim', 'with:')}   ${shorten(inputText(example.input))}`);
    lines.push(`  ${paint('dim', 'output:')} ${shorten(printed(example.output.trim().replace(/\s*\n\s*/g, ' ')))}`);
  }
  lines.push(`  ${paint('dim', 'remedy:')} ${printed(remedy)}`);
  return `${lines.join('\n')}\n`;
}

/** The first line of the place with a caret below; of a long line, the part around it. */
function sourceLines(source: string, { region, fileRegion }: LocatedFinding, paint: Paint): readonly string[] {
  const line = source.split(/\r\n|\r|\n/)[region.line - 1] ?? '';
  const gutter = String(fileRegion.line);
  const cut = line.length <= MAX_WIDTH ? 0 : Math.max(0, region.column - 1 - MAX_WIDTH / 2);
  const shown = line.slice(cut, cut + MAX_WIDTH);
  const before = line.slice(cut, region.column - 1);
  const length = region.endLine === region.line ? region.endColumn - region.column : line.length - region.column + 1;
  const carets = '^'.repeat(Math.max(1, Math.min(length, cut + MAX_WIDTH - region.column + 1)));
  return [
    `  ${paint('dim', `${gutter} |`)} ${printed(shown.replaceAll('\t', ' '))}`,
    `  ${' '.repeat(gutter.length)} ${paint('dim', '|')} ${' '.repeat(printed(before.replaceAll('\t', ' ')).length)}${paint('caret', carets)}`,
  ];
}

function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}
