import type { FilterNode } from './filter.ts';

/** A path after parsing: what is done, step by step, from the document (or, after `@` in a filter, from the element). */
export interface ParsedPath {
  /** False for `@`. */
  readonly fromRoot: boolean;
  readonly steps: readonly Step[];
  readonly definite: boolean;
  /** Per step: every step before it is definite, so that a miss is an error and not an empty result. */
  readonly definiteBefore: readonly boolean[];
  /** Index of the last step as the path was written: `length` counts with one step more. */
  readonly tail: number;
  /** The names and indexes of a path that has nothing else: such a path needs no evaluator. */
  readonly keys: Keys | undefined;
  /** Per step: the same for the rest of the path from there, where a miss is no error any more. */
  readonly restKeys: readonly (Keys | undefined)[];
}

export type Keys = readonly (string | number)[];

export type Step =
  /** `.name`, `['name']`, `['a','b']` */
  | { readonly type: 'property'; readonly names: readonly string[] }
  /** `[1]`, `[-1]`, `[0,2]` */
  | { readonly type: 'index'; readonly indexes: readonly number[] }
  /** `[1:3]`; `from` and `to` are not both absent. */
  | { readonly type: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  /** `*`, `[*]` */
  | { readonly type: 'wildcard' }
  /** `..` */
  | { readonly type: 'scan' }
  /** `[?(...)]` */
  | { readonly type: 'filter'; readonly filter: FilterNode }
  /** `.name(...)`. Whether there is such a function is settled when the step is taken, as in the Java library. */
  | { readonly type: 'function'; readonly name: string; readonly parameters: readonly Parameter[] };

/** A function's argument: a path from the document's root, or JSON text. */
export type Parameter =
  | { readonly type: 'path'; readonly path: ParsedPath }
  | { readonly type: 'json'; readonly text: string };

/** Puts steps together: settles definiteness, and turns `$..x.sum()` into `$.sum($..x)`, as the Java library does. */
export function createPath(fromRoot: boolean, steps: readonly Step[]): ParsedPath {
  const firstFunction = steps.findIndex((step) => step.type === 'function');
  const last = steps.at(-1);
  const functionStep = steps[firstFunction];
  if (steps[0]?.type === 'scan' && last?.type === 'function' && functionStep?.type === 'function') {
    const scanned = createPath(true, steps.slice(0, firstFunction));
    const inverted: Step = { type: 'function', name: functionStep.name, parameters: [{ type: 'path', path: scanned }] };
    const path = createPath(fromRoot, [inverted, ...steps.slice(firstFunction + 1)]);
    // What follows the function keeps the scan before it.
    return { ...path, definiteBefore: path.definiteBefore.map((before, index) => before && index === 0) };
  }
  const definiteBefore: boolean[] = [];
  let definite = true;
  steps.forEach((step, index) => {
    definiteBefore.push(definite);
    definite &&= isDefinite(step, index === steps.length - 1);
  });
  const restKeys = definiteBefore.map((before, index) => (before ? undefined : simpleKeys(steps.slice(index))));
  return { fromRoot, steps, definite, definiteBefore, tail: steps.length - 1, keys: simpleKeys(steps), restKeys };
}

function simpleKeys(steps: readonly Step[]): Keys | undefined {
  const keys: (string | number)[] = [];
  for (const step of steps) {
    const own = step.type === 'property' ? step.names : step.type === 'index' ? step.indexes : [];
    const [key] = own;
    if (key === undefined || own.length > 1) return undefined;
    keys.push(key);
  }
  return keys;
}

export function isDefinite(step: Step, isLast: boolean): boolean {
  switch (step.type) {
    case 'property':
      return step.names.length === 1 || isLast;
    case 'index':
      return step.indexes.length === 1;
    case 'function':
      return true;
    case 'slice':
    case 'wildcard':
    case 'scan':
    case 'filter':
      return false;
    default:
      return step satisfies never;
  }
}

/** True for a path that ends in a function. */
export function isFunctionPath(path: ParsedPath): boolean {
  return path.steps.at(-1)?.type === 'function';
}
