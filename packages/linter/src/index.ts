export type { Edit, Example, Finding, Region } from './finding.ts';
export type { Phase } from './input/input-tree.ts';
export type { LintOptions, LintResult } from './lint-template.ts';
export { lintTemplate } from './lint-template.ts';
export type { Rule, RuleId, Severity } from './rules.ts';
export { isRuleId, RULES, ruleOf } from './rules.ts';
