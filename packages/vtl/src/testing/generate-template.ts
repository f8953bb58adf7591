import { generateExpression, generateValue } from './generate-expression.ts';
import { generateReference } from './generate-reference.ts';
import { generateStatements } from './generate-statement.ts';
import type { Grammar } from './grammar.ts';
import type { Random } from './random.ts';
import { FRAGMENTS } from './template-fragments.ts';

/** Generates templates from a grammar: mostly valid, some damaged afterwards. */
export function generateTemplate(random: Random): string {
  const grammar: Grammar = {
    random,
    macros: [],
    statements: (depth) => generateStatements(grammar, depth),
    reference: (depth) => generateReference(grammar, depth),
    value: (depth) => generateValue(grammar, depth),
    expression: (depth) => generateExpression(grammar, depth),
  };
  const template = grammar.statements(3);
  return random.chance(0.3) ? damage(random, template) : template;
}

/** Deletes, doubles, swaps or inserts a few characters. */
function damage(random: Random, template: string): string {
  let damaged = template;
  for (let i = random.below(3); i >= 0; i--) {
    const at = random.below(damaged.length + 1);
    const end = Math.min(damaged.length, at + random.below(6));
    const part = damaged.slice(at, end);
    const replacement = random.pick([
      '',
      part + part,
      random.pick(FRAGMENTS),
      [...part].reverse().join(''),
      random.pick(FRAGMENTS) + part,
    ]);
    damaged = damaged.slice(0, at) + replacement + damaged.slice(end);
  }
  return random.chance(0.1) ? damaged.slice(0, random.below(damaged.length + 1)) : damaged;
}
