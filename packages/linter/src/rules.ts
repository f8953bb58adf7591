export type Severity = 'note' | 'warning' | 'error';

export interface Rule {
  readonly severity: Severity;
  /** What it finds, in one line. */
  readonly title: string;
  /** What to do about it, where the finding itself knows nothing better. */
  readonly remedy: string;
  /** `--fix` can do it, where rendering shows that nothing else changes. */
  readonly isFixable?: boolean;
  /** Only where the output is meant to be JSON. */
  readonly isForJson?: boolean;
}

/** A rule's name, as reports and suppressing comments write it. */
export type RuleId =
  | 'syntax'
  | 'template-too-large'
  | 'unescaped-string'
  | 'unescaped-value'
  | 'unescaped-key'
  | 'invalid-json'
  | 'not-json'
  | 'json-escape'
  | 'java-text'
  | 'constant-condition'
  | 'presence-condition'
  | 'unreachable'
  | 'unresolved-reference'
  | 'unresolved-method'
  | 'unused-set'
  | 'integer-division'
  | 'text-arithmetic'
  | 'text-ordering'
  | 'mixed-equality'
  | 'loop-limit'
  | 'suppression-without-reason'
  | 'unused-suppression';

/** Every rule. docs/lint.md shows this table. */
export const RULES: Readonly<Record<RuleId, Rule>> = {
  syntax: {
    severity: 'error',
    title: 'the template does not parse: every request that needs it is answered with 500',
    remedy: 'Correct the syntax.',
  },
  'template-too-large': {
    severity: 'error',
    title: 'the template is larger than the 300 KB that the service takes',
    remedy: 'Move fixed data out of the template.',
  },
  'unescaped-string': {
    severity: 'error',
    title: "caller's input reaches a JSON string unescaped",
    remedy: `Write $util.escapeJavaScript(...).replaceAll("\\\\'","'") around it.`,
    isFixable: true,
    isForJson: true,
  },
  'unescaped-value': {
    severity: 'error',
    title: "caller's input reaches the JSON outside of quotes",
    remedy:
      'Take a whole JSON value with $input.json, or print it only where it matches a pattern that allows nothing but a number.',
    isForJson: true,
  },
  'unescaped-key': {
    severity: 'error',
    title: "caller's input reaches the name of a JSON member",
    remedy: `Write fixed names, or $util.escapeJavaScript(...).replaceAll("\\\\'","'") around it.`,
    isFixable: true,
    isForJson: true,
  },
  'invalid-json': {
    severity: 'error',
    title: 'the output is no JSON for some ordinary input, which is shown',
    remedy: 'Correct the commas, brackets and quotes on that way through the template.',
    isForJson: true,
  },
  'not-json': {
    severity: 'note',
    title: 'the output is never JSON, as the media type lets one expect',
    remedy: 'Nothing, where the backend wants another format (--media-type names it for a file).',
    isForJson: true,
  },
  'json-escape': {
    severity: 'warning',
    title: "escapeJavaScript writes ' as \\', which JSON does not know",
    remedy: `Append .replaceAll("\\\\'","'").`,
    isFixable: true,
    isForJson: true,
  },
  'java-text': {
    severity: 'warning',
    title: 'an object or list prints as Java does ({a=b}), which is no JSON',
    remedy: "Use $input.json('...') for JSON text.",
    isForJson: true,
  },
  'constant-condition': {
    severity: 'warning',
    title: 'a condition is always true or always false in this dialect',
    remedy: 'Compare: #if($x != "").',
  },
  'presence-condition': {
    severity: 'note',
    title: 'a condition is true for everything but the boolean false, also for what is not there',
    remedy: 'Compare with == true, or with "" to ask whether it is there.',
  },
  unreachable: {
    severity: 'warning',
    title: 'a part of the template is never rendered',
    remedy: 'Remove it, or correct the condition before it.',
  },
  'unresolved-reference': {
    severity: 'warning',
    title: 'nothing has this name: it prints nothing',
    remedy: 'Correct the name, or remove the reference.',
  },
  'unresolved-method': {
    severity: 'error',
    title: 'there is no such method: the call prints nothing',
    remedy: 'Use a method that the object has.',
  },
  'unused-set': {
    severity: 'warning',
    title: 'a variable is set and never used',
    remedy: 'Remove the #set.',
    isFixable: true,
  },
  'integer-division': {
    severity: 'warning',
    title: 'two integers divide without a fraction',
    remedy: 'Divide by a decimal: / 2.0.',
  },
  'text-arithmetic': {
    severity: 'warning',
    title: 'arithmetic with a text: + joins, everything else gives nothing',
    remedy: 'Make a number of it first: #set($i = 0)#set($n = $i.parseInt($text)).',
  },
  'text-ordering': {
    severity: 'warning',
    title: 'a text is never less or greater than anything',
    remedy: 'Make a number of it first: #set($i = 0)#set($n = $i.parseInt($text)).',
  },
  'mixed-equality': {
    severity: 'warning',
    title: 'two values of different classes are compared, and their printed forms decide',
    remedy: 'Compare values of the same class.',
  },
  'loop-limit': {
    severity: 'warning',
    title: 'a loop may run more than 1,000 times: the service ends it there, silently',
    remedy: 'Keep loops under 1,000 iterations.',
  },
  'suppression-without-reason': {
    severity: 'warning',
    title: 'a comment turns a rule off and does not say why',
    remedy: 'Write the reason behind the colon: ## portico-lint-disable-next-line RULE: reason',
  },
  'unused-suppression': {
    severity: 'warning',
    title: 'a comment turns off a rule that finds nothing there',
    remedy: 'Remove the comment.',
  },
};

export function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(RULES, text);
}

export function ruleOf(id: RuleId): Rule {
  return RULES[id];
}
