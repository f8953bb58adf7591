/** A time as API Gateway writes it: whole seconds. */
export function epochSeconds(seconds: number): number {
  return Math.floor(seconds);
}
