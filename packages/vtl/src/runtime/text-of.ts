import type { Value } from '@portico/values';
import { toJavaString, ValueTooLargeError } from '@portico/values';
import type { Budget } from '../limits.ts';
import { TemplateLimitError } from '../template-error.ts';

/** Java's `String.valueOf` within the limits. */
export function textOf(value: Value, budget: Budget): string {
  if (typeof value === 'string') return value;
  try {
    const text = toJavaString(value, budget.maxLength);
    budget.spend(1 + (text.length >> 4));
    return text;
  } catch (thrown) {
    if (thrown instanceof ValueTooLargeError) throw new TemplateLimitError('value-size', thrown.message);
    throw thrown;
  }
}
