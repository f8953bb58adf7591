import { JavaException } from '../java-exception.ts';
import type { RegexNode } from './regex-ast.ts';

/** How many characters a look-behind may span, as Java works it out. Throws PatternSyntaxException where Java sees no end. */
export function lookBehindSpan(node: RegexNode): { min: number; max: number } {
  const { min, max, isBounded } = study(node, NOTHING);
  if (!isBounded) {
    throw new JavaException('PatternSyntaxException', 'Look-behind group does not have an obvious maximum length');
  }
  return { min, max };
}

/** What Java knows of an expression up to a point. Its ints overflow: `(?<=a*b*)` has a negative maximum and never matches. */
interface Study {
  readonly min: number;
  readonly max: number;
  readonly isBounded: boolean;
  /** One way to match; a repeated group with several has no end. */
  readonly isDeterministic: boolean;
}

const NOTHING: Study = { min: 0, max: 0, isBounded: true, isDeterministic: true };
const MAX_INT = 0x7fffffff;

function study(node: RegexNode, before: Study): Study {
  switch (node.type) {
    case 'empty':
    case 'anchor':
    case 'look':
      return before;
    case 'set':
      return { ...before, min: before.min + 1, max: (before.max + 1) | 0 };
    case 'reference':
      return { ...before, isBounded: false };
    case 'group':
    case 'atomic':
      return study(node.node, before);
    case 'sequence':
      return node.nodes.reduce((so, next) => study(next, so), before);
    case 'alternatives': {
      const each = node.nodes.map((alternative) => study(alternative, NOTHING));
      return {
        min: before.min + Math.min(...each.map(({ min }) => min)),
        max: (before.max + Math.max(...each.map(({ max }) => max))) | 0,
        isBounded: before.isBounded && each.every(({ isBounded }) => isBounded),
        isDeterministic: false,
      };
    }
    case 'repeat':
      return studyRepeat(node, before);
  }
}

function studyRepeat(node: RegexNode & { type: 'repeat' }, before: Study): Study {
  const { min, max, mode } = node;
  if (min === 0 && max === 1) {
    return { ...study(node.node, before), min: before.min, isDeterministic: false };
  }
  if (node.node.type === 'set' && mode === 'greedy' && max === Number.POSITIVE_INFINITY) {
    return { ...before, min: before.min + min, max: (before.max + MAX_INT) | 0, isDeterministic: false };
  }
  const inner = study(node.node, NOTHING);
  const total = (before.max + Math.imul(inner.max, Math.min(max, MAX_INT))) | 0;
  const isLoop = node.node.type !== 'set' && mode !== 'possessive' && !inner.isDeterministic;
  return {
    min: before.min + inner.min * min,
    max: total,
    isBounded: before.isBounded && inner.isBounded && !isLoop && total >= before.max,
    isDeterministic: before.isDeterministic && inner.isDeterministic && min === max,
  };
}
