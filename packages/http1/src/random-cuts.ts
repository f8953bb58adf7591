/** Cuts octets into pieces of 1 to `longest`, the same way for the same seed. For tests. */
export function* randomCuts(octets: Uint8Array, longest: number, seed: number): Generator<Uint8Array> {
  const random = randomNumbers(seed);
  for (let at = 0; at < octets.length; ) {
    const end = at + 1 + Math.floor(random() * longest);
    yield octets.subarray(at, end);
    at = end;
  }
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
