import type { LintedTemplate } from '../lint-document.ts';

/** The findings as data: one entry each, the place in the file first. */
export function toJson(templates: readonly LintedTemplate[]): object {
  return {
    templates: templates.length,
    suppressed: templates.reduce((sum, { suppressed }) => sum + suppressed, 0),
    findings: templates.flatMap(({ file, label, findings }) =>
      findings.map(({ fileRegion, rule, severity, reason, remedy, example, edits, region }) => ({
        file,
        ...fileRegion,
        ...(label === '' ? {} : { template: label, templateLine: region.line, templateColumn: region.column }),
        rule,
        severity,
        reason,
        remedy,
        ...(example === undefined ? {} : { example }),
        ...(edits === undefined ? {} : { edits }),
      })),
    ),
  };
}
