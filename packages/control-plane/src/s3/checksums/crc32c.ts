/** CRC-32C (Castagnoli), reflected polynomial 0x82f63b78, eight octets a step. */
const TABLES: readonly Uint32Array[] = makeTables();
const [T0, T1, T2, T3, T4, T5, T6, T7] = TABLES as readonly [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
];

/** The CRC of what came before, `previous`, and `data` together. */
export function crc32c(data: Uint8Array, previous = 0): number {
  let crc = ~previous;
  let at = 0;
  const eights = data.length - (data.length % 8);
  for (; at < eights; at += 8) {
    const low = crc ^ word(data, at);
    const high = word(data, at + 4);
    crc =
      entry(T7, low) ^
      entry(T6, low >>> 8) ^
      entry(T5, low >>> 16) ^
      entry(T4, low >>> 24) ^
      entry(T3, high) ^
      entry(T2, high >>> 8) ^
      entry(T1, high >>> 16) ^
      entry(T0, high >>> 24);
  }
  for (; at < data.length; at++) crc = (crc >>> 8) ^ entry(T0, crc ^ (data[at] as number));
  return ~crc >>> 0;
}

function word(data: Uint8Array, at: number): number {
  return (
    (data[at] as number) |
    ((data[at + 1] as number) << 8) |
    ((data[at + 2] as number) << 16) |
    ((data[at + 3] as number) << 24)
  );
}

function entry(table: Uint32Array, octet: number): number {
  return table[octet & 0xff] as number;
}

function makeTables(): readonly Uint32Array[] {
  const tables = Array.from({ length: 8 }, () => new Uint32Array(256));
  for (let octet = 0; octet < 256; octet++) {
    let crc = octet;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    for (const table of tables) {
      table[octet] = crc;
      crc = (crc >>> 8) ^ byteEntry(crc & 0xff);
    }
  }
  return tables;
}

function byteEntry(octet: number): number {
  let crc = octet;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc;
}
