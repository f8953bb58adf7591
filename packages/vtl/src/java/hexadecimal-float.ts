const view = new DataView(new ArrayBuffer(8));

/** Double.toHexString: `0x1.8p1`. */
export function hexadecimalText(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'NaN' : x > 0 ? 'Infinity' : '-Infinity';
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const sign = bits >> 63n === 1n ? '-' : '';
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = (bits & 0xfffffffffffffn).toString(16).padStart(13, '0').replace(/0+$/, '') || '0';
  if (exponent === 0) return `${sign}0x0.${fraction}p${fraction === '0' ? 0 : -1022}`;
  return `${sign}0x1.${fraction}p${exponent - 1023}`;
}
