/** A reproducible stream of random numbers: the same seed gives the same numbers on every platform and runtime. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Integer in [0, below). */
  integer(below: number): number;
  /** Standard normal. */
  normal(): number;
  /** Gamma distributed with this shape (> 0) and scale 1. */
  gamma(shape: number): number;
}

/** @param seed any integer of 32 bits. */
export function seededRandom(seed: number): Random {
  const next = xoshiro128(seed);
  let spare: number | undefined;

  /** Marsaglia's polar method; of each pair the second is kept for the next call. */
  function normal(): number {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const x = 2 * next() - 1;
      const y = 2 * next() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) {
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        spare = y * factor;
        return x * factor;
      }
    }
  }

  /** Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables" (2000). */
  function gamma(shape: number): number {
    if (shape < 1) return gamma(shape + 1) * (1 - next()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - next()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  return { next, integer: (below) => Math.floor(next() * below), normal, gamma };
}

/** Shuffles in place (Fisher and Yates). */
export function shuffle(values: Int32Array, random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = values[i] as number;
    values[i] = values[j] as number;
    values[j] = kept;
  }
}

/** xoshiro128** of Blackman and Vigna (https://prng.di.unimi.it/), its state filled by splitmix32. */
function xoshiro128(seed: number): () => number {
  let mix = seed | 0;
  const fill = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];
  return () => {
    const times5 = Math.imul(b, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return (result >>> 0) / 4294967296;
  };
}
