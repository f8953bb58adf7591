/** Writes an Integer in decimal at a position of a buffer, which must have 11 bytes left. The position behind it. */
export function writeInteger(bytes: Uint8Array, at: number, integer: number): number {
  let rest = integer;
  let start = at;
  if (integer < 0) {
    bytes[start++] = 45;
    rest = -integer;
  }
  const end = start + digitCount(rest);
  for (let i = end - 1; i > start; i--) {
    const tenth = Math.floor(rest * 0.1);
    bytes[i] = 48 + rest - tenth * 10;
    rest = tenth;
  }
  bytes[start] = 48 + rest;
  return end;
}

function digitCount(positive: number): number {
  if (positive < 1e5) {
    if (positive < 100) return positive < 10 ? 1 : 2;
    if (positive < 1e4) return positive < 1e3 ? 3 : 4;
    return 5;
  }
  if (positive < 1e8) {
    if (positive < 1e7) return positive < 1e6 ? 6 : 7;
    return 8;
  }
  return positive < 1e9 ? 9 : 10;
}
