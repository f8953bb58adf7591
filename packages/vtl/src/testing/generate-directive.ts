// biome-ignore-all lint/suspicious/noTemplateCurlyInString: formal references of Velocity look like JavaScript's.
import { blank, blockEnd, directiveEnd } from './generate-blanks.ts';
import { quoted } from './generate-expression.ts';
import { NAMES, plainReference } from './generate-reference.ts';
import type { Grammar } from './grammar.ts';

export function generateIf(g: Grammar, depth: number): string {
  const r = g.random;
  const otherwise = r.chance(0.4)
    ? `${r.pick(['#else', '#{else}'])}${directiveEnd(g.random)}${g.statements(depth - 1)}`
    : '';
  const elseIf = r.chance(0.2) ? `#elseif(${g.expression(depth - 1)})${g.statements(depth - 1)}` : '';
  return `#if${r.pick(['', ' '])}(${blank(g.random)}${g.expression(depth - 1)}${blank(g.random)})${directiveEnd(g.random)}${g.statements(depth - 1)}${elseIf}${otherwise}${blockEnd(g.random)}`;
}

export function generateForeach(g: Grammar, depth: number): string {
  const r = g.random;
  const variable = r.pick(['i', 'j', 'x', 's']);
  const items = r.chance(0.7) ? plainReference(g, 'list') : r.chance(0.5) ? g.value(depth - 1) : g.reference(0);
  const body = r
    .some(1, 4, () =>
      r.pick([
        `$${variable}`,
        '$foreach.count',
        '$foreach.index',
        '#if($foreach.hasNext),#end',
        '$velocityCount',
        '$foreach.first$foreach.last',
        `$${variable}.k`,
        '#break',
        `#set($x = $${variable})`,
        '$foreach.parent.count',
        '$!velocityHasNext',
        `#set($${variable} = 1)`,
        g.statements(depth - 1),
      ]),
    )
    .join('');
  return `#foreach(${blank(g.random)}$${variable} in ${items}${blank(g.random)})${directiveEnd(g.random)}${body}${blockEnd(g.random)}`;
}

/** Macros and their calls, blocks, and the rest. */
export function generateDirective(g: Grammar, depth: number): string {
  const r = g.random;
  const name = r.pick(['m1', 'm2', 'm3']);
  switch (r.below(9)) {
    case 0:
    case 1: {
      g.macros.push(name);
      const parameters = r.some(0, 3, () => r.pick(['$a', '$b', '$x', '$s'])).join(r.pick([' ', ', ']));
      const body = r
        .some(0, 4, () =>
          r.pick([
            '$a',
            '[$b]',
            '${a}',
            '$!x',
            '#set($a = "q")',
            '$bodyContent',
            '$x',
            '#break',
            g.statements(depth - 1),
          ]),
        )
        .join('');
      return `#macro(${name} ${parameters})${directiveEnd(g.random)}${body}${blockEnd(g.random)}`;
    }
    case 2:
    case 3:
    case 4:
      return `#${g.macros.length > 0 && r.chance(0.8) ? r.pick(g.macros) : name}(${r.some(0, 3, () => g.value(depth - 1)).join(r.pick([' ', ', ']))})${directiveEnd(g.random)}`;
    case 5:
      return `#@${name}(${r.some(0, 2, () => g.value(depth - 1)).join(' ')})${g.statements(depth - 1)}${blockEnd(g.random)}`;
    case 6:
      return `#define($${r.pick(NAMES)})${g.statements(depth - 1)}${blockEnd(g.random)}`;
    case 7:
      return `#evaluate(${r.pick([`"${quoted(g, depth - 1, '"')}"`, `'${quoted(g, depth - 1, "'")}'`, '$s', '$u'])})${directiveEnd(g.random)}`;
    default:
      return r.pick([
        `#literal()${g.statements(depth - 1)}#end`,
        '#stop',
        '#break',
        '#parse("x")',
        '#include($u)',
        '#foo($s)',
        '#{m1}()',
        '#m1',
        '#break($foreach)',
        '#stop("x")',
      ]);
  }
}
