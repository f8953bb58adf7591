// biome-ignore-all lint/suspicious/noTemplateCurlyInString: formal references of Velocity look like JavaScript's.

import { variable } from './generate-reference.ts';
import type { Grammar } from './grammar.ts';

export function generateValue(g: Grammar, depth: number): string {
  const r = g.random;
  const roll = r.below(depth > 0 ? 14 : 9);
  if (roll < 3) return `$${variable(g)}`;
  if (roll < 4) return r.pick(['1', '0', '-5', '2147483647', '9223372036854775807', '99999999999999999999', '007']);
  if (roll < 5) return r.pick(['1.0', '2.5', '-0.5', '.5', '10.', '1e3', '1.5e-3']);
  if (roll < 6) return r.pick(['true', 'false']);
  if (roll < 8)
    return r.pick([
      '"a"',
      "'$s'",
      '"$s!"',
      '""',
      '"a""b"',
      "'it''s'",
      '"\\u0041"',
      '"$u"',
      '"x\\"',
      '"${s}x"',
      '"a ## b"',
      '"#if($yes)y#end"',
      '"$l"',
    ]);
  if (roll < 9) return g.reference(0);
  if (roll < 10) return `[${r.some(0, 3, () => g.value(depth - 1)).join(', ')}]`;
  if (roll < 11)
    return `{${r.some(0, 2, () => `${r.pick(['"k"', "'a'", '$s', '1'])}: ${g.value(depth - 1)}`).join(', ')}}`;
  if (roll < 12)
    return `[${r.pick(['1', '0', '$n', '3', '-2'])}..${r.pick(['3', '$zero', '1', '$u', '-1'])}]`.replace(
      '[$n..',
      '[$one..',
    );
  if (roll < 13) return `"${quoted(g, depth - 1, '"')}"`;
  return g.reference(depth - 1);
}

/** Statements for the inside of a string. */
export function quoted(g: Grammar, depth: number, quote: string): string {
  return g.statements(Math.max(depth, 0)).replaceAll(quote, g.random.chance(0.5) ? quote + quote : '');
}

export function generateExpression(g: Grammar, depth: number): string {
  const r = g.random;
  if (depth <= 0 || r.chance(0.45)) return g.value(Math.max(depth, 0));
  if (r.chance(0.15)) return `${r.pick(['!', 'not ', '! '])}${g.expression(depth - 1)}`;
  if (r.chance(0.15)) return `(${g.expression(depth - 1)})`;
  const operator = r.pick([
    '+',
    '+',
    '-',
    '*',
    '/',
    '%',
    '==',
    '!=',
    '<',
    '>',
    '<=',
    '>=',
    '&&',
    '||',
    'and',
    'or',
    'eq',
    'ne',
    'lt',
    'gt',
    'le',
    'ge',
  ]);
  const space = r.chance(0.95) ? ' ' : '';
  return `${g.expression(depth - 1)}${space}${operator}${space}${g.expression(depth - 1)}`;
}
