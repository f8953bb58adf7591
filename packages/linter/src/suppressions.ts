import { LineMap } from '@portico/vtl';
import type { Finding } from './finding.ts';
import { isRuleId, type RuleId } from './rules.ts';

/** `## portico-lint-disable-next-line RULE, RULE: reason` */
export interface Suppression {
  readonly start: number;
  readonly end: number;
  /** The line whose findings it turns off. */
  readonly line: number;
  readonly rules: readonly string[];
  readonly reason: string;
}

const COMMENT = /##[ \t]*portico-lint-disable-next-line\b([^\r\n]*)/g;

export function readSuppressions(source: string): readonly Suppression[] {
  const lines = new LineMap(source);
  return Array.from(source.matchAll(COMMENT), (match) => {
    const [, text = ''] = match;
    const colon = text.indexOf(':');
    const names = colon === -1 ? text : text.slice(0, colon);
    return {
      start: match.index,
      end: match.index + match[0].trimEnd().length,
      line: lines.span(match.index, match.index).line + 1,
      rules: names.split(/[\s,]+/).filter((name) => name !== ''),
      reason: colon === -1 ? '' : text.slice(colon + 1).trim(),
    };
  });
}

export interface Problem {
  readonly rule: RuleId;
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/** Findings that no comment turns off, and what is wrong with the comments. */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
): { kept: readonly Finding[]; problems: readonly Problem[]; suppressed: number } {
  const used = new Set<string>();
  const kept = findings.filter((finding) => {
    const by = suppressions.filter(({ line, rules }) => line === finding.region.line && rules.includes(finding.rule));
    for (const suppression of by) used.add(`${suppression.start} ${finding.rule}`);
    return by.length === 0;
  });
  const problems = suppressions.flatMap(({ start, end, rules, reason }): Problem[] => [
    ...(reason === ''
      ? [{ rule: 'suppression-without-reason' as const, start, end, reason: 'the comment gives no reason' }]
      : []),
    ...(rules.length === 0
      ? [{ rule: 'unused-suppression' as const, start, end, reason: 'the comment names no rule' }]
      : []),
    ...rules
      .filter((rule) => !used.has(`${start} ${rule}`))
      .map((rule) => ({
        rule: 'unused-suppression' as const,
        start,
        end,
        reason: isRuleId(rule) ? `${rule} finds nothing on the next line` : `there is no rule named ${rule}`,
      })),
  ]);
  return { kept, problems, suppressed: findings.length - kept.length };
}
