import type { Exposure } from '../analyze/facts.ts';
import type { Example } from '../finding.ts';
import type { InputNode } from '../input/input-node.ts';
import type { InputTree } from '../input/input-tree.ts';
import type { Trial } from './find-invalid-json.ts';
import type { Probe } from './probe.ts';
import { inputNodes, inputOf, valueIn } from './scenario.ts';
import { skeletonOf } from './skeleton.ts';

/** `harmless`: hostile text was printed there and the JSON stayed whole. `unknown`: no made-up input led there. */
export type Confirmation =
  | { readonly kind: 'confirmed'; readonly example: Example }
  | { readonly kind: 'harmless' | 'unknown' };

const TOKEN = 'injected';

/** What is put behind an ordinary value, the most telling first. */
const HOSTILE = {
  string: [`","${TOKEN}":"y`, `\\","${TOKEN}":"y`, `","${TOKEN}`, `"${TOKEN}`, `${TOKEN}"`, `${TOKEN}\\`, `${TOKEN}\n`],
  key: [`":1,"${TOKEN}`, `\\":1,"${TOKEN}`, `"${TOKEN}`, `${TOKEN}"`, `${TOKEN}\\`, `${TOKEN}\n`],
  value: [
    `],"${TOKEN}":[8`,
    `,"${TOKEN}":true`,
    `},{"${TOKEN}":8`,
    `,"${TOKEN}"`,
    `]${TOKEN}`,
    ` ${TOKEN}`,
    '\n,8',
    ']',
    '}',
    ',8',
    '"',
  ],
} as const;

/** Texts without quotes and backslashes that are no JSON, where a condition lets only such texts through. */
const NO_SCALARS: readonly string[] = ['007', 'a', 'abc', '1-2', '1.', '1a', '-', 'a.b', 'a b', '1,2', '1:2', '+1'];

const MAX_TRIALS = 12;

/** Puts hostile text where an input goes and really renders it: does the JSON change its shape? */
export function confirmExposure(
  probe: Probe,
  tree: InputTree,
  trials: readonly Trial[],
  { node, position, place, escaping }: Exposure,
): Confirmation {
  if (probe.isExhausted) return { kind: 'unknown' };
  const isThere = (trial: Pick<Trial, 'output'>) =>
    trial.output.segments.some((segment) => segment.place.start === place.start);
  const reaching = trials.filter(isThere);
  const separators = separatorsOf(tree, node);
  let wasPrinted = false;
  let broken: Example | undefined;
  let hasOrder = false;
  for (const trial of (reaching.length > 0 ? reaching : trials).slice(0, MAX_TRIALS)) {
    if (probe.isExhausted) break;
    const base = baseOf(node, trial, position);
    const control = render(`${base}${position === 'value' ? '7' : 'z'}`);
    const expected = control === undefined ? undefined : skeletonOf(control.output.text);
    if (expected !== undefined) hasOrder = true;
    // `""text""`: no hostile text is needed.
    else if (escaping === 'json' && control !== undefined && reaching.length > 0)
      return { kind: 'confirmed', example: { input: control.input, output: control.output.text } };
    const attacks = HOSTILE[position].map((suffix) => ({ hostile: suffix, text: `${base}${suffix}` }));
    const plain = position === 'value' && escaping === 'plain' ? NO_SCALARS : [];
    for (const { hostile, text } of [...plain.map((text) => ({ hostile: text, text })), ...attacks]) {
      if (separators.some((separator) => hostile.includes(separator))) continue;
      const attack = render(text);
      if (attack === undefined || !isPrintedAt(attack.output.segments)) continue;
      if (attack.output.text.includes(TOKEN)) wasPrinted = true;
      const shape = skeletonOf(attack.output.text);
      if (expected === undefined || shape === expected) continue;
      const example = { input: attack.input, output: attack.output.text };
      // Whole JSON of another shape tells more than broken JSON.
      if (shape !== undefined) return { kind: 'confirmed', example };
      broken ??= example;
    }

    function render(value: string) {
      const overrides = new Map([[node, value]]);
      const input = inputOf(tree, { ...trial.scenario, overrides });
      const output = probe.render(input);
      return output === undefined ? undefined : { input, output };
    }
  }
  if (broken !== undefined) return { kind: 'confirmed', example: broken };
  return { kind: wasPrinted && hasOrder ? 'harmless' : 'unknown' };

  function isPrintedAt(segments: readonly { place: { start: number } }[]): boolean {
    return segments.some((segment) => segment.place.start === place.start);
  }
}

function baseOf(node: InputNode, { scenario }: Trial, position: Exposure['position']): string {
  const value = valueIn(node, scenario, true);
  if (typeof value === 'string' && value !== '') return value;
  return position === 'value' ? '7' : typeof value === 'number' ? '7' : 'abc';
}

/** A text that is split before it is printed would only become more parts. */
function separatorsOf(tree: InputTree, node: InputNode): readonly string[] {
  const found: string[] = node.split === undefined ? [] : [node.split.separator];
  for (const one of inputNodes(tree)) if (one.split?.element === node) found.push(one.split.separator);
  return found;
}
