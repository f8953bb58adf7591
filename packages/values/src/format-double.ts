/**
 * Java's `Double.toString`: shortest digits that read back as the same number, always a fraction
 * (`1.0`, `2.5`, `1.0E10`, `1.0E-5`), plain between 1e-3 and 1e7, `NaN` and `Infinity` by name.
 */
export function formatDouble(x: number): string {
  if (Number.isNaN(x)) return 'NaN';
  if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  const magnitude = Math.abs(x);
  if (magnitude === Number.POSITIVE_INFINITY) return x > 0 ? 'Infinity' : '-Infinity';
  if (magnitude >= 1e-3 && magnitude < 1e7) {
    const text = String(x);
    return Number.isInteger(x) ? `${text}.0` : text;
  }
  return (x < 0 ? '-' : '') + scientific(magnitude);
}

/** Java's `Float.toString` for a number that is a 32-bit float. */
export function formatFloat(x: number): string {
  if (!Number.isFinite(x) || x === 0) return formatDouble(x);
  // Two digits at least, as for a double.
  for (let digits = 2; digits < 9; digits++) {
    const candidate = Number(x.toPrecision(digits));
    if (Math.fround(candidate) === x) return formatDouble(candidate);
  }
  return formatDouble(Number(x.toPrecision(9)));
}

function scientific(magnitude: number): string {
  let text = magnitude.toExponential();
  // Java never prints one digit, and picks the two-digit decimal nearest to the number: 4.9E-324, where JavaScript has 5e-324.
  if (!text.includes('.')) text = magnitude.toExponential(1);
  return text.replace('e+', 'E').replace('e', 'E');
}
