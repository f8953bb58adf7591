import type { LintOptions } from '@portico/linter';
import { lintTemplate } from '@portico/linter';
import { compileTemplate, LineMap } from '@portico/vtl';
import { Annotations, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { pointAt } from './point-at.ts';

/** Something about a mapping template that its author should know before it is deployed. */
export interface TemplateFinding {
  /** Stable: what a warning is acknowledged by, as `@portico/cdk:CODE`. */
  readonly code: string;
  /** An error fails the synthesis; a warning is an annotation. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** Where it starts in the template, counted from 1. */
  readonly line: number;
  readonly column: number;
}

/**
 * What is wrong with a template: errors where it does not parse, and what the linter says about the rest, as warnings. A template with an
 * unresolved token is left alone: what it will say is not known yet.
 * @param use the media type that it writes, and whether it maps the request or the endpoint's answer
 */
export function findInTemplate(source: string, use: LintOptions): readonly TemplateFinding[] {
  if (Token.isUnresolved(source)) return [];
  const { diagnostics } = compileTemplate(source, { dialect: 'apigateway' });
  if (diagnostics.length > 0) {
    return diagnostics.map(({ code, message, span: { line, column } }) => ({
      code,
      severity: 'error',
      message,
      line,
      column,
    }));
  }
  const lines = new LineMap(source);
  return lintTemplate(source, use)
    .findings.filter(({ severity }) => severity !== 'note')
    .map(({ rule, reason, remedy, span }) => {
      const { line, column } = lines.span(span.start, span.end);
      return { code: rule, severity: 'warning', message: `${reason}. ${remedy}`, line, column };
    });
}

/**
 * Reports findings at a construct: errors by its validation, which makes the synthesis fail with all of them, warnings as
 * annotations, which `Annotations.of(scope).acknowledgeWarning('@portico/cdk:CODE')` silences.
 * @param prop what the author wrote the template in, such as `requestMappingTemplate`
 */
export function reportFindings(
  construct: IConstruct,
  prop: string,
  source: string,
  findings: readonly TemplateFinding[],
): void {
  const errors: string[] = [];
  for (const finding of findings) {
    const { code, severity, message, line, column } = finding;
    const text = `${prop}:${line}:${column}: ${code}: ${message}\n${pointAt(source, line, column)}`;
    if (severity === 'error') errors.push(text);
    else Annotations.of(construct).addWarningV2(`@portico/cdk:${code}`, text);
  }
  if (errors.length > 0) construct.node.addValidation({ validate: () => errors });
}
