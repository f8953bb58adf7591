let line: Uint8Array | undefined;

/** `Date: ...` with its line end; the clock is read once a second. */
export function dateLine(): Uint8Array {
  if (line !== undefined) return line;
  const now = Date.now();
  line = Buffer.from(`Date: ${new Date(now).toUTCString()}\r\n`);
  setTimeout(forget, 1000 - (now % 1000)).unref();
  return line;
}

function forget(): void {
  line = undefined;
}
