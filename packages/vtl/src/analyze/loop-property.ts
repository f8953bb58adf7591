import type { ASTReference, PathStep } from '../ast.ts';

/** Which loop, counted from the innermost (0), and which of its numbers or flags a `$foreach...` reference reads. */
export interface LoopProperty {
  readonly level: number;
  readonly name: 'index' | 'count' | 'hasNext' | 'first' | 'last';
  /** What follows behind the property. */
  readonly rest: readonly PathStep[];
}

const NAMES: ReadonlySet<string> = new Set(['index', 'count', 'hasNext', 'first', 'last']);

/** Resolves `$foreach.count`, `$foreach.parent.index`, `$foreach.hasNext()`; `undefined` when `$foreach` is used as an object. */
export function loopProperty({ path }: ASTReference, depth: number): LoopProperty | undefined {
  let level = 0;
  let at = 0;
  for (
    let step = path[at];
    step?.type === 'ASTIdentifier' && (step.name === 'parent' || step.name === 'topmost');
    step = path[++at]
  ) {
    level = step.name === 'parent' ? level + 1 : depth - 1;
  }
  const step = path[at];
  if (level >= depth || step === undefined || step.type === 'ASTIndex' || !NAMES.has(step.name)) return undefined;
  if (step.type === 'ASTMethod' && (step.name !== 'hasNext' || step.args.length > 0)) return undefined;
  return { level, name: step.name as LoopProperty['name'], rest: path.slice(at + 1) };
}

export function isLoopProperty(reference: ASTReference, depth: number): boolean {
  return loopProperty(reference, depth) !== undefined;
}
