import { parseTemplate } from '@portico/vtl';
import { analyzeTemplate } from '../analyze/analyze.ts';
import type { Edit } from '../finding.ts';
import { type LintOptions, lintTemplate } from '../lint-template.ts';
import { createProbe } from '../probe/probe.ts';
import { inputOf, scenariosOf } from '../probe/scenario.ts';

export interface FixResult {
  readonly source: string;
  /** How many findings were removed. */
  readonly fixed: number;
}

const MAX_ROUNDS = 8;

/**
 * Makes the changes that findings carry, each only where it leaves what every tried input renders as it is: the same JSON value where it was JSON,
 * the same text otherwise.
 */
export function fixTemplate(source: string, options: LintOptions = {}): FixResult {
  let current = source;
  let fixed = 0;
  const refused = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const changes = lintTemplate(current, options)
      .findings.flatMap(({ edits }) => (edits === undefined ? [] : [edits]))
      .filter((edits) => !refused.has(JSON.stringify(edits)));
    if (changes.length === 0) break;
    let next = current;
    // From the end, so that offsets before stay what they are.
    let limit = Number.POSITIVE_INFINITY;
    for (const edits of changes.toReversed()) {
      if (edits.some(({ end }) => end > limit)) continue;
      const changed = applyEdits(next, edits);
      if (!isSameOutput(next, changed, options)) {
        refused.add(JSON.stringify(edits));
        continue;
      }
      next = changed;
      fixed++;
      limit = Math.min(...edits.map(({ start }) => start));
    }
    if (next === current) break;
    refused.clear();
    current = next;
  }
  return { source: current, fixed };
}

function applyEdits(source: string, edits: readonly Edit[]): string {
  let text = source;
  for (const { start, end, text: replacement } of edits.toSorted((a, b) => b.start - a.start))
    text = text.slice(0, start) + replacement + text.slice(end);
  return text;
}

/** Renders both with the same inputs. An output that is no JSON where JSON is meant is no output to keep. */
function isSameOutput(
  before: string,
  after: string,
  { mediaType = 'application/json', phase = 'request' }: LintOptions,
): boolean {
  const parsed = parseTemplate(before);
  if (parsed.tree === undefined || parseTemplate(after).diagnostics.length > 0) return false;
  const isJson = /json/i.test(mediaType);
  const facts = analyzeTemplate(parsed, parsed.tree, phase, isJson);
  const [old, changed] = [createProbe(before, undefined), createProbe(after, undefined)];
  return scenariosOf(facts.inputs).every((scenario) => {
    const input = inputOf(facts.inputs, scenario);
    const [a, b] = [old.render(input)?.text, changed.render(input)?.text];
    if (a === b || a === undefined) return a === b;
    if (!isJson || b === undefined) return false;
    const value = canonical(a);
    return value === undefined || value === canonical(b);
  });
}

function canonical(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}
