import { generateCall } from './generate-call.ts';
import { VARIABLES } from './generate-context.ts';
import type { Grammar } from './grammar.ts';

export const NAMES: readonly string[] = ['x', 'y', 'i', 'j', 'u', 'foreach', 'k'];
const KEYS = ['k', 'a', 'x', 'size', 'empty', 'class', 'b'];

export function generateReference(g: Grammar, depth: number): string {
  const r = g.random;
  const bang = r.chance(0.15) ? '!' : '';
  const formal = r.chance(0.2);
  const type = r.pick(Object.keys(VARIABLES));
  const root = r.chance(0.85) ? r.pick(VARIABLES[type] as readonly string[]) : r.pick(NAMES);
  const path = r.chance(0.55) ? steps(g, type, depth) : '';
  return `${r.chance(0.04) ? '\\'.repeat(1 + r.below(3)) : ''}$${bang}${formal ? '{' : ''}${root}${path}${formal ? '}' : ''}`;
}

function steps(g: Grammar, type: string, depth: number): string {
  const r = g.random;
  return r
    .some(1, 2, () => {
      if (r.chance(0.25)) return `.${r.pick(KEYS)}`;
      if (r.chance(0.2)) return `[${r.pick(['0', '1', '-1', '"k"', "'a'", '$n', '$zero', 'true', '7', ' 0 '])}]`;
      return generateCall(g, r.chance(0.9) ? type : r.pick(Object.keys(VARIABLES)), depth);
    })
    .join('');
}

export function variable(g: Grammar): string {
  const r = g.random;
  return r.pick(VARIABLES[r.pick(Object.keys(VARIABLES))] as readonly string[]);
}

export function plainReference(g: Grammar, type: string): string {
  return `$${g.random.pick(VARIABLES[type] as readonly string[])}`;
}
