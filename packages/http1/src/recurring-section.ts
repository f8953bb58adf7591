import type { Header } from './header.ts';
import type { RequestFraming } from './request-framing.ts';

/** A longer section is read anew each time: a connection that waits for its next request shall not hold much. */
const MAX_BYTES = 1024;
/** After so many requests in a row that did not repeat the one before, no further one is kept. */
const MAX_CHANGES = 8;

/**
 * The header section of a connection's last request. Clients say the same in each of their requests more often than not: a section
 * that is there again octet for octet says what it said.
 */
export class RecurringSection {
  headers: readonly Header[] = [];
  framing: RequestFraming | undefined;
  /** Up to and with the empty line. */
  #octets: Uint8Array = NOTHING;
  #minorVersion: 0 | 1 = 1;
  #changes = 0;

  /** Where the section ends that begins at `from`, if it is the one of the last request; undefined if not, or if it is not all there. */
  endOf(octets: Buffer, from: number, minorVersion: 0 | 1): number | undefined {
    const { length } = this.#octets;
    if (length === 0 || from + length > octets.length || minorVersion !== this.#minorVersion) return undefined;
    for (let at = 0; at < length; at++) if (octets[from + at] !== this.#octets[at]) return undefined;
    this.#changes = 0;
    return from + length;
  }

  keep(
    octets: Buffer,
    from: number,
    end: number,
    minorVersion: 0 | 1,
    headers: readonly Header[],
    framing: RequestFraming,
  ): void {
    if (this.#changes > MAX_CHANGES) return;
    this.#changes++;
    if (end - from > MAX_BYTES || this.#changes > MAX_CHANGES) {
      this.#octets = NOTHING;
      return;
    }
    this.#octets = Uint8Array.from(octets.subarray(from, end));
    this.#minorVersion = minorVersion;
    this.headers = headers;
    this.framing = framing;
  }
}

const NOTHING = new Uint8Array(0);
