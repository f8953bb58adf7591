import type { Exposure, Place } from '../analyze/facts.ts';
import type { Example } from '../finding.ts';
import type { InputTree } from '../input/input-tree.ts';
import { jsonProblem } from '../json/json-problem.ts';
import { type MarkedOutput, type Segment, segmentAt } from './instrument.ts';
import type { Probe } from './probe.ts';
import { inputOf, type ProbeInput, type Scenario } from './scenario.ts';

/** One ordinary input and what became of it. */
export interface Trial {
  readonly scenario: Scenario;
  readonly input: ProbeInput;
  readonly output: MarkedOutput;
}

export function runTrials(probe: Probe, tree: InputTree, scenarios: readonly Scenario[]): readonly Trial[] {
  return scenarios.flatMap((scenario) => {
    const input = inputOf(tree, scenario);
    const output = probe.render(input);
    return output === undefined ? [] : [{ scenario, input, output }];
  });
}

export interface InvalidJson {
  readonly place: Place;
  readonly reason: string;
  readonly example: Example;
}

/** Outputs that are no JSON although the input is ordinary, one for each place that is to blame. */
export function findInvalidJson(
  trials: readonly Trial[],
  exposures: readonly Exposure[],
  sourceLength: number,
): readonly InvalidJson[] {
  const found = new Map<number, InvalidJson>();
  for (const { input, output } of trials) {
    if (output.text.trim() === '') continue;
    const problem = jsonProblem(output.text);
    if (problem === undefined) continue;
    const { at, before } = segmentAt(output, problem.offset);
    // What a caller may write there has its own finding; a whole JSON value in front of the problem is not to blame for it.
    const isExposed = (segment: Segment | undefined): boolean =>
      segment !== undefined && exposures.some(({ place }) => place.start === segment.place.start);
    if (isExposed(at)) continue;
    if (isExposed(before) && jsonProblem(output.text.slice(before?.offset, at?.offset)) !== undefined) continue;
    const place = at === undefined ? { start: 0, end: Math.min(1, sourceLength) } : placeIn(at, problem.offset);
    const { start } = place;
    if (!found.has(start))
      found.set(start, { place, reason: problem.message, example: { input, output: output.text } });
  }
  return [...found.values()];
}

/** A character of a text, or the whole reference. */
function placeIn({ place, offset }: Segment, problemOffset: number): Place {
  if (!place.isText) return { start: place.start, end: place.end };
  const start = Math.min(place.start + problemOffset - offset, Math.max(place.start, place.end - 1));
  return { start, end: Math.min(start + 1, place.end) };
}
