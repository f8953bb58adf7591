import { formatDouble } from './format-double.ts';
import { numberFromDigits } from './json-scan.ts';
import type { Value } from './value.ts';
import { JavaDouble } from './value.ts';

/**
 * The value that the service reads where {@link formatDouble}'s text of a finite double stands in JSON: a Double, or a BigDecimal where
 * the text is long. What is computed in this process is then the same to a template as what came over HTTP.
 */
export function jsonDouble(double: number): Value {
  // A Double has at most 17 digits: in this range the text is never long.
  if (double >= 1 && double < 1e7) return Number.isInteger(double) ? new JavaDouble(double) : double;
  return numberFromDigits(formatDouble(double), 'json');
}
