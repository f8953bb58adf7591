import type { ASTBlock } from '@portico/vtl';
import type { InputNode } from '../input/input-node.ts';
import { joinTaints, type Taint } from './taint.ts';

/** A piece of a text that a template builds. */
export type TextPart = string | AbstractValue;

/** What is known of a value without knowing the request. */
export interface AbstractValue {
  /** Java classes that it may be of; `any` when that is not known. */
  readonly types: ReadonlySet<string>;
  readonly constant?: string | number | boolean | undefined;
  /** A text put together from these. */
  readonly parts?: readonly TextPart[] | undefined;
  /** Inputs that its printed form is made of. */
  readonly taints: readonly Taint[];
  /** The input that it is, unchanged. */
  readonly node?: InputNode | undefined;
  /** What a loop over it sees, where that is known better than by `node`. */
  readonly element?: AbstractValue | undefined;
  /** Members of a map that the template wrote. */
  readonly fields?: ReadonlyMap<string, AbstractValue> | undefined;
  /** Elements of a list that the template wrote. */
  readonly items?: readonly AbstractValue[] | undefined;
  /** Which of the objects that the gateway offers it is, and the members taken so far. */
  readonly host?:
    | { readonly root: 'input' | 'util' | 'context' | 'stageVariables' | 'params'; readonly path: readonly string[] }
    | undefined;
  /** One of these, depending on the way here. */
  readonly choices?: readonly AbstractValue[] | undefined;
  /** A `#define`d block: printed anew at each use. */
  readonly block?: ASTBlock | undefined;
  /** An entry of the map that this input is. */
  readonly entryOf?: InputNode | undefined;
  /** It comes from `$input.path`: printed, an object is no JSON. */
  readonly isFromPath?: boolean | undefined;
}

const ANY: ReadonlySet<string> = new Set(['any']);

export function typed(type: string, taints: readonly Taint[] = []): AbstractValue {
  return { types: new Set([type]), taints };
}

export function unknown(taints: readonly Taint[] = []): AbstractValue {
  return { types: ANY, taints };
}

export function constantOf(constant: string | number | boolean, type?: string): AbstractValue {
  return { types: new Set([type ?? constantType(constant)]), constant, taints: [] };
}

function constantType(constant: string | number | boolean): string {
  if (typeof constant === 'string') return 'String';
  if (typeof constant === 'boolean') return 'Boolean';
  return Number.isInteger(constant) ? 'Integer' : 'Double';
}

/** What a reference has that leads nowhere: the empty text. */
export const UNRESOLVED: AbstractValue = constantOf('');

export function isCertainly(value: AbstractValue, types: ReadonlySet<string>): boolean {
  return value.types.size > 0 && [...value.types].every((type) => types.has(type));
}

export function mayBe(value: AbstractValue, types: ReadonlySet<string>): boolean {
  return [...value.types].some((type) => type === 'any' || types.has(type));
}

export const NUMBERS: ReadonlySet<string> = new Set([
  'Integer',
  'Long',
  'Double',
  'BigInteger',
  'BigDecimal',
  'Float',
  'Short',
  'Byte',
]);
export const INTEGERS: ReadonlySet<string> = new Set(['Integer', 'Long', 'BigInteger', 'Short', 'Byte']);
export const TEXT: ReadonlySet<string> = new Set(['String']);

const MAX_CHOICES = 6;

/** A value that is the one or the other, depending on the way here. */
export function joinValues(a: AbstractValue, b: AbstractValue): AbstractValue {
  if (a === b) return a;
  const choices: AbstractValue[] = [];
  for (const choice of [...(a.choices ?? [a]), ...(b.choices ?? [b])]) {
    if (!choices.some((other) => isSame(choice, other))) choices.push(choice);
  }
  const [only] = choices;
  if (choices.length === 1 && only !== undefined) return only;
  const joined: AbstractValue = {
    types: new Set([...a.types, ...b.types]),
    taints: joinTaints(a.taints, b.taints),
    element: a.element !== undefined && b.element !== undefined ? joinValues(a.element, b.element) : undefined,
    isFromPath: a.isFromPath === true || b.isFromPath === true,
  };
  return choices.length > MAX_CHOICES ? joined : { ...joined, choices };
}

/** Applies a function to each of what a value may be. */
export function mapChoices(value: AbstractValue, change: (one: AbstractValue) => AbstractValue): AbstractValue {
  if (value.choices === undefined) return change(value);
  return value.choices.map(change).reduce(joinValues);
}

function isSame(a: AbstractValue, b: AbstractValue): boolean {
  if (a === b) return true;
  if (a.constant !== undefined || b.constant !== undefined) {
    return a.constant === b.constant && sameTypes(a, b) && a.taints.length === b.taints.length;
  }
  return (
    sameTypes(a, b) &&
    a.node === b.node &&
    a.block === b.block &&
    a.entryOf === b.entryOf &&
    a.host?.root === b.host?.root &&
    a.host?.path.join() === b.host?.path.join() &&
    a.fields === b.fields &&
    a.element === b.element &&
    a.items === b.items &&
    sameTaints(a.taints, b.taints) &&
    sameParts(a.parts, b.parts)
  );
}

function sameTypes(a: AbstractValue, b: AbstractValue): boolean {
  return a.types.size === b.types.size && [...a.types].every((type) => b.types.has(type));
}

function sameTaints(a: readonly Taint[], b: readonly Taint[]): boolean {
  return (
    a.length === b.length &&
    a.every((taint) => b.some((one) => one.node === taint.node && one.escaping === taint.escaping))
  );
}

function sameParts(a: readonly TextPart[] | undefined, b: readonly TextPart[] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.length !== b.length) return false;
  return a.every((part, i) => {
    const other = b[i];
    if (typeof part === 'string' || typeof other === 'string' || other === undefined) return part === other;
    return isSame(part, other);
  });
}

const MAX_PARTS = 200;

/** A text of these parts. */
export function textOf(parts: readonly TextPart[]): AbstractValue {
  const flat: TextPart[] = [];
  for (const part of parts) {
    const pieces =
      typeof part === 'string' ? [part] : part.choices === undefined ? (part.parts ?? [fixed(part)]) : [part];
    for (const piece of pieces) {
      const last = flat.at(-1);
      if (typeof piece === 'string' && typeof last === 'string') flat[flat.length - 1] = last + piece;
      else if (piece !== '') flat.push(piece);
    }
  }
  const taints = joinTaints(...flat.map((part) => (typeof part === 'string' ? [] : part.taints)));
  if (flat.length === 0) return constantOf('');
  const [only] = flat;
  if (flat.length === 1 && typeof only === 'string') return constantOf(only);
  if (flat.length > MAX_PARTS) return typed('String', taints);
  return { types: TEXT, taints, parts: flat };
}

function fixed(value: AbstractValue): TextPart {
  const { constant } = value;
  if (typeof constant === 'string' && value.taints.length === 0) return constant;
  return typeof constant === 'boolean' || (typeof constant === 'number' && Number.isInteger(constant))
    ? String(constant)
    : value;
}
