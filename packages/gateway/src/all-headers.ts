import type { HeaderEntry } from '@portico/api-compiler';

/** The headers of a reply or a call, for those who do not send it: what does, writes `moreLines` as they are. */
export function allHeaders(message: {
  readonly headers: readonly HeaderEntry[];
  readonly moreLines?: readonly Uint8Array[];
}): readonly HeaderEntry[] {
  return [...message.headers, ...(message.moreLines ?? []).flatMap(entriesOf)];
}

/** Of header lines with their ends. */
export function entriesOf(lines: Uint8Array): readonly HeaderEntry[] {
  const each = Buffer.from(lines).toString('latin1').split('\r\n').slice(0, -1);
  return each.map((line) => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
}
