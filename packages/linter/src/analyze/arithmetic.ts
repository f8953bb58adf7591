import type { Expression } from '@portico/vtl';
import {
  type AbstractValue,
  constantOf,
  INTEGERS,
  isCertainly,
  NUMBERS,
  TEXT,
  textOf,
  typed,
  UNRESOLVED,
  unknown,
} from '../value/abstract-value.ts';
import { joinTaints } from '../value/taint.ts';
import type { Facts, Place } from './facts.ts';

/** The value of `left + right` and its like; observes what authors do not expect of it. */
export function arithmetic(
  facts: Facts,
  place: Place,
  type: Expression['type'],
  left: AbstractValue,
  right: AbstractValue,
): AbstractValue {
  const [a, b] = [left.constant, right.constant];
  const texts = [left, right].filter(
    (value) => isCertainly(value, TEXT) && value.taints.length + (value.node === undefined ? 0 : 1) > 0,
  );
  const numbers = [left, right].filter((value) => isCertainly(value, NUMBERS));
  if (type === 'ASTAddNode') {
    const joins = texts.length === 1 && numbers.length === 1;
    facts.observe(
      'text-arithmetic',
      place,
      joins ? `${nameOf(texts[0])} is a text: + puts the number behind it, "5" + 1 is 51` : undefined,
    );
    if (numbers.length === 2)
      return typeof a === 'number' && typeof b === 'number'
        ? constantOf(a + b, sumType(left, right))
        : typed(sumType(left, right));
    if (isCertainly(left, TEXT) || isCertainly(right, TEXT)) return textOf([left, right]);
    return unknown(joinTaints(left.taints, right.taints));
  }
  const text = [left, right].find((value) => value !== UNRESOLVED && isCertainly(value, TEXT));
  facts.observe(
    'text-arithmetic',
    place,
    text === undefined ? undefined : `${nameOf(text)} is a text: the result is nothing`,
  );
  if (type === 'ASTDivNode' || type === 'ASTModNode') {
    const bothIntegers = isCertainly(left, INTEGERS) && isCertainly(right, INTEGERS);
    const isExact = typeof a === 'number' && typeof b === 'number' && a % b === 0;
    const remedy = typeof b === 'number' ? `Divide by ${b}.0.` : 'Multiply one of them by 1.0 first.';
    if (type === 'ASTDivNode')
      facts.observe(
        'integer-division',
        place,
        bothIntegers && !isExact && !isTime(left)
          ? 'both sides are integers: the fraction is dropped, 7 / 2 is 3'
          : undefined,
        remedy,
      );
  }
  return numbers.length === 2 ? typed(sumType(left, right)) : unknown();
}

/** Milliseconds are divided to get whole seconds. */
function isTime(value: AbstractValue): boolean {
  return value.node?.name === '$context.requestTimeEpoch';
}

function sumType(left: AbstractValue, right: AbstractValue): string {
  if (isCertainly(left, INTEGERS) && isCertainly(right, INTEGERS))
    return left.types.has('Long') || right.types.has('Long') ? 'Long' : 'Integer';
  return 'Double';
}

function nameOf(value: AbstractValue | undefined): string {
  const name = value?.node?.name ?? value?.taints[0]?.node.name;
  return name ?? 'one side';
}
