/** Counts for half a second and prints how far it came: what a processor gives to a program that touches no memory. */
const CHUNK = 1_000_000;
const until = performance.now() + 500;
let chunks = 0;
let state = 1;
while (performance.now() < until) {
  for (let step = 0; step < CHUNK; step++) state = (Math.imul(state, 31) + step) | 0;
  chunks++;
}
// The state is part of the output so that the loop has to be run.
console.log(`${chunks} ${state}`);
