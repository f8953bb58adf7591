/** CRC-64/NVME, reflected polynomial, in two halves because numbers hold 32 bits; eight octets a step. */
const POLYNOMIAL_HIGH = 0x9a6c9329;
const POLYNOMIAL_LOW = 0xac4bc9b5;

/** Table `t` has its entry for octet `o` at `(t * 256 + o) * 2`: the low half, then the high one. */
const TABLE: Uint32Array = makeTable();

export interface Crc64 {
  readonly low: number;
  readonly high: number;
}

export const CRC64_START: Crc64 = { low: 0, high: 0 };

/** The CRC of what came before, `previous`, and `data` together. */
export function crc64nvme(data: Uint8Array, previous: Crc64 = CRC64_START): Crc64 {
  let low = ~previous.low;
  let high = ~previous.high;
  let at = 0;
  const eights = data.length - (data.length % 8);
  for (; at < eights; at += 8) {
    const a = low ^ word(data, at);
    const b = high ^ word(data, at + 4);
    const i7 = slot(7, a);
    const i6 = slot(6, a >>> 8);
    const i5 = slot(5, a >>> 16);
    const i4 = slot(4, a >>> 24);
    const i3 = slot(3, b);
    const i2 = slot(2, b >>> 8);
    const i1 = slot(1, b >>> 16);
    const i0 = slot(0, b >>> 24);
    low = half(i7) ^ half(i6) ^ half(i5) ^ half(i4) ^ half(i3) ^ half(i2) ^ half(i1) ^ half(i0);
    high =
      half(i7 + 1) ^
      half(i6 + 1) ^
      half(i5 + 1) ^
      half(i4 + 1) ^
      half(i3 + 1) ^
      half(i2 + 1) ^
      half(i1 + 1) ^
      half(i0 + 1);
  }
  for (; at < data.length; at++) {
    const index = slot(0, low ^ (data[at] as number));
    low = ((low >>> 8) | (high << 24)) ^ half(index);
    high = (high >>> 8) ^ half(index + 1);
  }
  return { low: ~low >>> 0, high: ~high >>> 0 };
}

function slot(table: number, octet: number): number {
  return (table * 256 + (octet & 0xff)) * 2;
}

function half(index: number): number {
  return TABLE[index] as number;
}

function word(data: Uint8Array, at: number): number {
  return (
    (data[at] as number) |
    ((data[at + 1] as number) << 8) |
    ((data[at + 2] as number) << 16) |
    ((data[at + 3] as number) << 24)
  );
}

function makeTable(): Uint32Array {
  const table = new Uint32Array(8 * 256 * 2);
  for (let octet = 0; octet < 256; octet++) {
    let [low, high] = shiftOctet(octet, 0);
    table[octet * 2] = low;
    table[octet * 2 + 1] = high;
    for (let t = 1; t < 8; t++) {
      const [addLow, addHigh] = shiftOctet(low & 0xff, 0);
      [low, high] = [(((low >>> 8) | (high << 24)) ^ addLow) >>> 0, ((high >>> 8) ^ addHigh) >>> 0];
      table[(t * 256 + octet) * 2] = low;
      table[(t * 256 + octet) * 2 + 1] = high;
    }
  }
  return table;
}

function shiftOctet(startLow: number, startHigh: number): readonly [low: number, high: number] {
  let low = startLow;
  let high = startHigh;
  for (let bit = 0; bit < 8; bit++) {
    const carry = low & 1;
    low = ((low >>> 1) | (high << 31)) >>> 0;
    high >>>= 1;
    if (carry === 1) {
      low = (low ^ POLYNOMIAL_LOW) >>> 0;
      high = (high ^ POLYNOMIAL_HIGH) >>> 0;
    }
  }
  return [low, high];
}
