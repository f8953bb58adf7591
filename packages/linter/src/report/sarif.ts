import type { LintedTemplate, LocatedFinding } from '../lint-document.ts';
import { RULES, type RuleId, ruleOf } from '../rules.ts';
import { inputText } from './example-text.ts';

/** The findings as a SARIF 2.1.0 log (OASIS), for code scanning services. */
export function toSarif(templates: readonly LintedTemplate[]): object {
  const ids = Object.keys(RULES) as RuleId[];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'portico-lint',
            rules: ids.map((id) => ({
              id,
              shortDescription: { text: ruleOf(id).title },
              help: { text: ruleOf(id).remedy },
              defaultConfiguration: { level: ruleOf(id).severity },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: templates.flatMap((template) => template.findings.map((finding) => result(template, finding, ids))),
      },
    ],
  };
}

function result({ file, label }: LintedTemplate, finding: LocatedFinding, ids: readonly RuleId[]): object {
  const { fileRegion, rule, severity, reason, remedy, example, edits } = finding;
  const uri = encodeURI(file.replaceAll('\\', '/'));
  const shown = example === undefined ? '' : ` Example: ${inputText(example.input)} gives ${example.output.trim()}`;
  const isTemplateFile = label === '';
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: severity,
    message: { text: `${reason}. ${remedy}${shown}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          region: {
            startLine: fileRegion.line,
            startColumn: fileRegion.column,
            endLine: fileRegion.endLine,
            endColumn: fileRegion.endColumn,
          },
        },
        ...(isTemplateFile ? {} : { logicalLocations: [{ fullyQualifiedName: label }] }),
      },
    ],
    ...(edits === undefined || !isTemplateFile
      ? {}
      : {
          fixes: [
            {
              description: { text: remedy },
              artifactChanges: [
                {
                  artifactLocation: { uri },
                  replacements: edits.map(({ start, end, text }) => ({
                    deletedRegion: { charOffset: start, charLength: end - start },
                    insertedContent: { text },
                  })),
                },
              ],
            },
          ],
        }),
  };
}
