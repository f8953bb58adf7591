import { writeFile } from 'node:fs/promises';
import {
  fixDocument,
  fixTemplate,
  type LintedTemplate,
  lintDocument,
  lintTemplateFile,
  type Paint,
  type Severity,
  toJson,
  toSarif,
  toText,
} from '@portico/linter';
import { CliError } from '../cli-error.ts';
import type { LintOptions } from '../commands/lint-command.ts';
import { ExitCode } from '../exit-code.ts';
import { printLine, styled } from '../terminal/print.ts';
import { readInputs } from './read-inputs.ts';

const ORDER: readonly Severity[] = ['note', 'warning', 'error'];

/** Lints, prints, and throws CliError for findings of `maxSeverity` and above. */
export async function runLint(args: readonly string[], options: LintOptions): Promise<void> {
  const inputs = await readInputs(args);
  const templates: LintedTemplate[] = [];
  let fixed = 0;
  for (const input of inputs) {
    let source = input.text;
    if (options.fix === true) {
      const result = input.kind === 'document' ? fixDocument(source) : fixTemplate(source, options);
      if (result.source !== source) await writeFile(input.file, result.source);
      source = result.source;
      fixed += result.fixed;
    }
    if (input.kind === 'document') templates.push(...documentTemplates(input.file, source));
    else templates.push(lintTemplateFile(input.file, source, options));
  }
  print(templates, options.format, fixed);
  const failing = templates
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => ORDER.indexOf(severity) >= ORDER.indexOf(options.maxSeverity));
  if (failing.length > 0) {
    const others = options.maxSeverity === 'error' ? '' : ' or above';
    throw new CliError(`lint: ${plural(failing.length, 'finding')} of severity ${options.maxSeverity}${others}`);
  }
}

function documentTemplates(file: string, text: string): readonly LintedTemplate[] {
  const { templates, errors, kind } = lintDocument(file, text);
  const [error] = errors;
  if (error !== undefined)
    throw new CliError(`${file}:${error.line}:${error.column}: ${error.message}`, ExitCode.usage);
  if (kind === undefined)
    throw new CliError(
      `${file} is neither a .vtl template nor an OpenAPI document nor a CloudFormation template`,
      ExitCode.usage,
    );
  return templates;
}

function print(templates: readonly LintedTemplate[], format: LintOptions['format'], fixed: number): void {
  if (format !== 'text') {
    printLine(JSON.stringify(format === 'json' ? toJson(templates) : toSarif(templates), null, 2));
    return;
  }
  const text = toText(templates, paint);
  if (text !== '') printLine(text);
  printLine(summary(templates, fixed));
}

function summary(templates: readonly LintedTemplate[], fixed: number): string {
  const findings = templates.flatMap((template) => template.findings);
  const counts = ORDER.toReversed().flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [plural(count, severity)];
  });
  const suppressed = templates.reduce((sum, template) => sum + template.suppressed, 0);
  return [
    `${plural(templates.length, 'template')}: ${counts.length === 0 ? 'nothing found' : counts.join(', ')}`,
    ...(fixed > 0 ? [`${fixed} fixed`] : []),
    ...(suppressed > 0 ? [`${suppressed} turned off by comments`] : []),
  ].join(', ');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const STYLES = {
  error: 'red',
  warning: 'yellow',
  note: 'cyan',
  place: 'bold',
  rule: 'magenta',
  caret: 'red',
  dim: 'gray',
} as const;

const paint: Paint = (what, text) => styled(STYLES[what], text);
