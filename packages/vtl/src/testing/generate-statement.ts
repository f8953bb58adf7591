// biome-ignore-all lint/suspicious/noTemplateCurlyInString: formal references of Velocity look like JavaScript's.
import { blank, directiveEnd } from './generate-blanks.ts';
import { generateDirective, generateForeach, generateIf } from './generate-directive.ts';
import { NAMES } from './generate-reference.ts';
import type { Grammar } from './grammar.ts';
import { FRAGMENTS, TEXTS } from './template-fragments.ts';

export function generateStatements(g: Grammar, depth: number): string {
  return g.random.some(depth > 2 ? 1 : 0, depth > 0 ? 4 : 2, () => generateStatement(g, depth)).join('');
}

function generateStatement(g: Grammar, depth: number): string {
  const r = g.random;
  const roll = r.below(depth > 0 ? 100 : 55);
  if (roll < 20) return r.pick(TEXTS);
  if (roll < 48) return g.reference(depth);
  if (roll < 51) return r.pick(FRAGMENTS);
  if (roll < 53) return r.pick(['## c\n', '#* c *#', '#** d *#', '#[[ $s #if ]]#', '##\n', '#* $s ## *#']);
  if (roll < 55)
    return r.pick([
      '\\#if',
      '\\#set',
      '\\#foo',
      '\\\\#if($yes)a#end',
      '\\$s',
      '\\\\$s',
      '\\$u',
      '\\\\$u',
      '\\$!u',
      '$\\!s',
      '\\\\#m1()',
      '\\#m1',
    ]);
  if (roll < 70)
    return `#set${r.pick(['', ' '])}(${blank(g.random)}${target(g)}${blank(g.random)}=${blank(g.random)}${g.expression(depth - 1)})${directiveEnd(g.random)}`;
  if (roll < 80) return generateIf(g, depth);
  if (roll < 88) return generateForeach(g, depth);
  return generateDirective(g, depth);
}

/** What `#set` assigns to. */
function target(g: Grammar): string {
  const r = g.random;
  if (r.chance(0.75)) return `$${r.pick(NAMES)}`;
  return r.pick([
    '$m.k',
    '$m["q"]',
    '$l[0]',
    '$l[-1]',
    '${x}',
    '$!x',
    '$u.k',
    '$deep.a.b',
    '$l[9]',
    '$s.k',
    '$m.put("a")',
    '$foreach.k',
    '$nums[1]',
  ]);
}
