import { LineMap } from '@portico/vtl';
import { findTemplates } from './documents/find-templates.ts';
import type { FoundTemplate } from './documents/found-template.ts';
import type { Finding, Region } from './finding.ts';
import { type LintOptions, lintTemplate } from './lint-template.ts';

/** A finding and its place in the file. */
export interface LocatedFinding extends Finding {
  /** In the file, where `region` counts from the start of the template. */
  readonly fileRegion: Region;
}

/** One template of a file. */
export interface LintedTemplate {
  /** As given by the caller. */
  readonly file: string;
  /** Which of the file's templates: `GET /pets, request, application/json`; empty where the file is the template. */
  readonly label: string;
  readonly source: string;
  readonly findings: readonly LocatedFinding[];
  readonly suppressed: number;
}

export interface LintedDocument {
  readonly templates: readonly LintedTemplate[];
  /** Why the document cannot be read; there are no templates then. */
  readonly errors: readonly { readonly message: string; readonly line: number; readonly column: number }[];
  /** `undefined`: neither OpenAPI nor CloudFormation. */
  readonly kind: 'openapi' | 'cloudformation' | undefined;
}

/** Lints a file that is one template. */
export function lintTemplateFile(file: string, source: string, options: LintOptions = {}): LintedTemplate {
  const { findings, suppressed } = lintTemplate(source, options);
  return {
    file,
    label: '',
    source,
    suppressed,
    findings: findings.map((finding) => ({ ...finding, fileRegion: finding.region })),
  };
}

/** Lints every mapping template of an OpenAPI document or CloudFormation template. */
export function lintDocument(file: string, text: string): LintedDocument {
  const { templates, errors, kind } = findTemplates(text);
  const lines = new LineMap(text);
  return {
    kind,
    templates: templates.map((template) => lintFound(file, template, lines)),
    errors: errors.map(({ message, offset }) => {
      const { line, column } = lines.span(offset, offset);
      return { message, line, column };
    }),
  };
}

function lintFound(
  file: string,
  { source, mediaType, phase, label, offsets }: FoundTemplate,
  lines: LineMap,
): LintedTemplate {
  const { findings, suppressed } = lintTemplate(source, { mediaType, phase });
  return {
    file,
    label,
    source,
    suppressed,
    findings: findings.map((finding) => ({ ...finding, fileRegion: fileRegion(finding, offsets, lines) })),
  };
}

function fileRegion({ span, region }: Finding, offsets: readonly number[] | undefined, lines: LineMap): Region {
  if (offsets === undefined) return region;
  const start = offsets[span.start] ?? 0;
  // The end of the last character, not the start of what follows: that may be on another line.
  const end = span.end > span.start ? (offsets[span.end - 1] ?? start) + 1 : start;
  const first = lines.span(start, start);
  const last = lines.span(end, end);
  return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column };
}
