/** Epoch seconds as services write a time: `2026-11-22T03:00:00Z`. */
export function isoTime(epochSeconds: number): string {
  return new Date(Math.floor(epochSeconds) * 1000).toISOString().replace('.000Z', 'Z');
}
