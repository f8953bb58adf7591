import type { InputNode } from '../input/input-node.ts';
import { withDescendants } from '../input/input-node.ts';
import {
  advanceText,
  advanceUnknown,
  JSON_START,
  type JsonPosition,
  type JsonState,
  positionOf,
} from '../json/json-position.ts';
import { type AbstractValue, joinValues, type TextPart, textOf, typed } from './abstract-value.ts';
import { joinTaints } from './taint.ts';

const MAX_STATES = 24;

/** One way through the template, or several that have met again: variables, what is known of inputs, and where in the output it is. */
export class Flow {
  variables: Map<string, AbstractValue> = new Map();
  /** Inputs that a condition has told something about. */
  known: Map<InputNode, AbstractValue> = new Map();
  states: ReadonlySet<JsonState> = new Set([JSON_START]);
  /** While a text is built: its parts, instead of output. */
  parts: readonly TextPart[] | undefined;
  /** Nothing runs behind `#stop` or `#break`. */
  isDead = false;

  clone(): Flow {
    const copy = new Flow();
    copy.variables = new Map(this.variables);
    copy.known = new Map(this.known);
    copy.states = this.states;
    copy.parts = this.parts;
    copy.isDead = this.isDead;
    return copy;
  }

  /** Becomes `other`. */
  take(other: Flow): void {
    this.variables = other.variables;
    this.known = other.known;
    this.states = other.states;
    this.parts = other.parts;
    this.isDead = other.isDead;
  }

  printText(text: string): void {
    if (this.parts !== undefined) this.parts = [...this.parts, text];
    else this.#advance((state) => [advanceText(state, text)]);
  }

  /** Something whose text is not known. @returns where it was printed; nothing while a text is built */
  printUnknown(value: AbstractValue): ReadonlySet<JsonPosition> {
    if (this.parts !== undefined) {
      this.parts = [...this.parts, value];
      return NOWHERE;
    }
    const positions = new Set([...this.states].map(positionOf));
    this.#advance(advanceUnknown);
    return positions;
  }

  forget(node: InputNode): void {
    if (this.known.size === 0) return;
    for (const one of withDescendants(node)) this.known.delete(one);
  }

  #advance(step: (state: JsonState) => readonly JsonState[]): void {
    const next = new Set<JsonState>();
    for (const state of this.states) for (const after of step(state)) if (next.size < MAX_STATES) next.add(after);
    this.states = next;
  }
}

const NOWHERE: ReadonlySet<JsonPosition> = new Set();

/** What holds on whichever of two ways was taken. `missing` is the value of a variable that only one of them has. */
export function joinFlows(a: Flow, b: Flow, missing: AbstractValue): Flow {
  if (a.isDead) return b;
  if (b.isDead) return a;
  const joined = new Flow();
  for (const name of new Set([...a.variables.keys(), ...b.variables.keys()])) {
    joined.variables.set(name, joinValues(a.variables.get(name) ?? missing, b.variables.get(name) ?? missing));
  }
  for (const [node, value] of a.known) {
    const other = b.known.get(node);
    if (other !== undefined) joined.known.set(node, joinValues(value, other));
  }
  joined.states = new Set([...a.states, ...b.states].slice(0, MAX_STATES));
  joined.parts = joinParts(a.parts, b.parts);
  return joined;
}

function joinParts(
  a: readonly TextPart[] | undefined,
  b: readonly TextPart[] | undefined,
): readonly TextPart[] | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const rest = [...a.slice(same), ...b.slice(same)].map((part) => (typeof part === 'string' ? [] : part.taints));
  const common = a.slice(0, same);
  return a.length === same && b.length === same ? common : [...common, joinRest(a.slice(same), b.slice(same), rest)];
}

function joinRest(
  a: readonly TextPart[],
  b: readonly TextPart[],
  taints: readonly AbstractValue['taints'][],
): AbstractValue {
  if (a.length + b.length < 12) return joinValues(textOf(a), textOf(b));
  return typed('String', joinTaints(...taints));
}
