/** A value cannot be printed within its limits: too long, nested too deep, or containing itself. */
export class ValueTooLargeError extends RangeError {
  override readonly name = 'ValueTooLargeError';
}
