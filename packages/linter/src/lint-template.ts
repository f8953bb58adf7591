import { MAXIMUM_TEMPLATE_BYTES } from '@portico/api-model';
import { LineMap, type ParsedTemplate, parseTemplate } from '@portico/vtl';
import { analyzeTemplate } from './analyze/analyze.ts';
import type { Exposure, Facts, Place } from './analyze/facts.ts';
import { findUnreachable } from './analyze/find-unreachable.ts';
import { findUnusedSets } from './analyze/find-unused-sets.ts';
import type { Edit, Example, Finding } from './finding.ts';
import { escapeEdit } from './fix/escape-edit.ts';
import type { Phase } from './input/input-tree.ts';
import { confirmExposure } from './probe/confirm-exposure.ts';
import { findInvalidJson, runTrials, type Trial } from './probe/find-invalid-json.ts';
import { createProbe, type Probe } from './probe/probe.ts';
import { scenariosOf } from './probe/scenario.ts';
import { type RuleId, ruleOf, type Severity } from './rules.ts';
import { readSuppressions, suppress } from './suppressions.ts';

export interface LintOptions {
  /** What the template writes (default `application/json`); rules about JSON apply to JSON types only. */
  readonly mediaType?: string;
  /** Whether `$input` is the caller's request (default) or the backend's response. */
  readonly phase?: Phase;
}

export interface LintResult {
  /** In the order of the template. */
  readonly findings: readonly Finding[];
  /** How many findings comments turn off. */
  readonly suppressed: number;
}

/** What is wrong with a mapping template, as API Gateway would run it. Never throws for any source. */
export function lintTemplate(
  source: string,
  { mediaType = 'application/json', phase = 'request' }: LintOptions = {},
): LintResult {
  const found = new Findings(source);
  if (new TextEncoder().encode(source).length > MAXIMUM_TEMPLATE_BYTES) {
    found.add(
      'template-too-large',
      { start: 0, end: Math.min(source.length, 1) },
      `it has ${new TextEncoder().encode(source).length} bytes`,
    );
  } else {
    const parsed = parseTemplate(source);
    for (const { span, message } of parsed.diagnostics.slice(0, 1)) found.add('syntax', span, message);
    if (parsed.diagnostics.length === 0 && parsed.tree !== undefined)
      lintTree(source, parsed, isJsonType(mediaType), phase, found);
  }
  return found.result();
}

function isJsonType(mediaType: string): boolean {
  return /^[^;]*[/+]json\s*(?:;|$)/i.test(mediaType) || /[/+](?:json|x-amz-json)/i.test(mediaType);
}

function lintTree(source: string, parsed: ParsedTemplate, isJson: boolean, phase: Phase, found: Findings): void {
  const { tree } = parsed;
  if (tree === undefined) return;
  const facts = analyzeTemplate(parsed, tree, phase, isJson);
  if (!facts.isCut) {
    for (const { place, outcome, reason } of facts.constantConditions) {
      if (reason !== '') found.add('constant-condition', place, `this is always ${outcome}: ${reason}`);
    }
    for (const { place, reason } of findUnreachable(tree, facts)) found.add('unreachable', place, reason);
    for (const { place, reason, edits } of findUnusedSets(parsed, tree, facts))
      found.add('unused-set', place, reason, { edits });
  }
  const probe = createProbe(source, tree);
  const trials = isJson ? runTrials(probe, facts.inputs, scenariosOf(facts.inputs)) : [];
  const isWritten = isJson && isJsonWritten(source, trials);
  for (const { rule, place, reason, remedy } of facts.observations) {
    if (facts.isCut || reason === '' || (ruleOf(rule).isForJson === true && !isWritten)) continue;
    const edits = rule === 'json-escape' ? escapeEdit(source, parsed, tree, place, 'apostrophe') : undefined;
    found.add(rule, place, reason, { remedy, edits });
  }
  if (!isJson) return;
  if (!isWritten) {
    const [trial] = trials.filter(({ output }) => output.text.trim() !== '');
    if (trial !== undefined && trials.every(({ output }) => !isJsonText(output.text)))
      found.add('not-json', { start: 0, end: Math.min(1, source.length) }, 'no input that was tried gives JSON', {
        example: exampleOf(trial),
      });
    return;
  }
  reportExposures(source, parsed, probe, facts, trials, found);
  for (const { place, reason, example } of findInvalidJson(trials, facts.exposures, source.length))
    found.add('invalid-json', place, reason, { example });
  found.dropShadowed();
}

function exampleOf({ input, output }: Trial): Example {
  return { input, output: output.text };
}

/** Whether the author means to write JSON: it starts like an object or array somewhere, or is JSON everywhere. */
function isJsonWritten(source: string, trials: readonly Trial[]): boolean {
  // Nothing that was made up could be rendered: then the source has to tell.
  if (trials.length === 0) return /[{[]\s*"|^\s*[{[]/m.test(source);
  const written = trials.filter(({ output }) => output.text.trim() !== '');
  return (
    written.some(({ output }) => /^\s*[{[]/.test(output.text)) || written.every(({ output }) => isJsonText(output.text))
  );
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Numbers that a backend sends are printed as they are by every response template. */
function isReported({ node, position }: Exposure): boolean {
  return node.source !== 'backend' || position !== 'value';
}

const RULE_BY_POSITION: Readonly<Record<Exposure['position'], RuleId>> = {
  string: 'unescaped-string',
  value: 'unescaped-value',
  key: 'unescaped-key',
};

/** Exposures of one place and position are one finding. */
function reportExposures(
  source: string,
  parsed: ParsedTemplate,
  probe: Probe,
  facts: Facts,
  trials: readonly Trial[],
  found: Findings,
): void {
  const groups = new Map<string, Exposure[]>();
  for (const exposure of facts.exposures.filter(isReported)) {
    const { place, position } = exposure;
    const key = `${place.start} ${place.end} ${position}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [exposure]);
    else group.push(exposure);
  }
  for (const group of groups.values()) {
    const checked = group
      .map((exposure) => ({ exposure, confirmation: confirmExposure(probe, facts.inputs, trials, exposure) }))
      .filter(({ confirmation }) => confirmation.kind !== 'harmless');
    const confirmed = checked.find(({ confirmation }) => confirmation.kind === 'confirmed') ?? checked[0];
    if (confirmed === undefined) continue;
    const { exposure, confirmation } = confirmed;
    const { node, position, place, escaping } = exposure;
    const rule = RULE_BY_POSITION[position];
    const others = new Set(checked.map((one) => one.exposure.node.name).filter((name) => name !== node.name));
    const names = [node.name, ...others].join(', ');
    const isCallers = checked.some((one) => one.exposure.node.source === 'caller');
    const canEscape = rule !== 'unescaped-value' && escaping === 'none' && parsed.tree !== undefined;
    found.add(rule, place, `${names} (${WHOSE[node.source]}) is printed ${WHERE[position]}${howEscaped(escaping)}`, {
      severity: isCallers ? ruleOf(rule).severity : 'warning',
      edits: canEscape && parsed.tree !== undefined ? escapeEdit(source, parsed, parsed.tree, place, 'all') : undefined,
      remedy: remedyOf(exposure, source.slice(place.start, place.end)),
      example: confirmation.kind === 'confirmed' ? confirmation.example : undefined,
    });
  }
}

const WHOSE: Readonly<Record<Exposure['node']['source'], string>> = {
  caller: "the caller's",
  claim: 'a claim that users may write themselves',
  backend: "the backend's",
  owner: "the API's own",
};

const WHERE: Readonly<Record<Exposure['position'], string>> = {
  string: 'in a JSON string',
  key: 'as the name of a member',
  value: 'outside of quotes',
};

function howEscaped(escaping: Exposure['escaping']): string {
  if (escaping === 'json') return ' with quotes of its own';
  return escaping === 'javascript' || escaping === 'string' || escaping === 'plain'
    ? ', which fits inside a string only'
    : ', unescaped';
}

function remedyOf({ node, position, escaping }: Exposure, reference: string): string | undefined {
  if (position !== 'value')
    return escaping === 'json' ? 'Take the quotes away: $input.json writes its own.' : undefined;
  const isBody = /^\$(?:$|[.[])/.test(node.name);
  if (isBody && !node.name.includes('[*]')) return `Write a whole JSON value: $input.json('${node.name}').`;
  const name = reference.replace(/^\$!?\{?|\}$/g, '');
  const text = isBody ? `${name}.toString()` : name;
  return `Print it only where it is a number: #if($${text}.matches('0|[1-9][0-9]{0,8}'))$${name}#{else}null#end (docs/templates.md). A text goes between quotes, escaped.`;
}

/** Findings of one template. */
class Findings {
  readonly #source: string;
  readonly #lines: LineMap;
  #all: Finding[] = [];

  constructor(source: string) {
    this.#source = source;
    this.#lines = new LineMap(source);
  }

  add(
    rule: RuleId,
    place: Place,
    reason: string,
    more: {
      severity?: Severity;
      remedy?: string | undefined;
      example?: Example | undefined;
      edits?: readonly Edit[] | undefined;
    } = {},
  ): void {
    const { severity, remedy } = ruleOf(rule);
    const { start, end } = this.#trim(place);
    const last = this.#lines.span(end, end);
    const first = this.#lines.span(start, end);
    this.#all.push({
      rule,
      severity: more.severity ?? severity,
      region: { line: first.line, column: first.column, endLine: last.line, endColumn: last.column },
      span: { start, end },
      reason,
      remedy: more.remedy ?? remedy,
      ...(more.example === undefined ? {} : { example: more.example }),
      ...(more.edits === undefined ? {} : { edits: more.edits }),
    });
  }

  /** The span of an expression takes in the blanks before it, that of a directive the line end behind it. */
  #trim({ start, end }: Place): Place {
    const text = this.#source.slice(start, end);
    const blanks = text.length - text.trimStart().length;
    if (blanks === text.length) return { start, end: Math.min(end, start + 1) };
    return { start: start + blanks, end: start + text.trimEnd().length };
  }

  /** One finding for one mistake: what is printed unescaped is not also printed as Java does, nor is that also broken JSON. */
  dropShadowed(): void {
    const startsOf = (test: (rule: RuleId) => boolean): ReadonlySet<number> =>
      new Set(this.#all.filter(({ rule }) => test(rule)).map(({ span }) => span.start));
    const exposed = startsOf((rule) => rule.startsWith('unescaped-'));
    const java = startsOf((rule) => rule === 'java-text');
    this.#all = this.#all.filter(({ rule, span }) => {
      if (rule === 'java-text' || rule === 'json-escape') return !exposed.has(span.start);
      return rule !== 'invalid-json' || !java.has(span.start);
    });
  }

  result(): LintResult {
    const { kept, problems, suppressed } = suppress(this.#all, readSuppressions(this.#source));
    this.#all = [...kept];
    for (const { rule, start, end, reason } of problems) this.add(rule, { start, end }, reason);
    const findings = this.#all.toSorted(
      (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || a.rule.localeCompare(b.rule),
    );
    return { findings, suppressed };
  }
}
