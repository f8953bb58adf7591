import { FieldSection } from './field-section.ts';
import type { Header } from './header.ts';
import type { HttpRequest } from './http-message.ts';
import { CR, LF } from './octets.ts';
import { RecurringSection } from './recurring-section.ts';
import type { Progress, Refusal } from './refusal.ts';
import { badRequest } from './refusal.ts';
import type { RequestFraming } from './request-framing.ts';
import { frameRequest } from './request-framing.ts';
import { RequestLine } from './request-line.ts';
import { resolveTarget } from './request-target.ts';
import type { HttpLimits } from './server-options.ts';

/** Heads of requests, one after the other. Takes its octets in any pieces and says the same of them. */
export class RequestHeadParser {
  head: HttpRequest | undefined;
  framing: RequestFraming | undefined;
  refusal: Refusal | undefined;
  /** After `parse`: the first octet that was not used up. */
  position = 0;
  readonly #peer: { readonly remoteAddress: string };
  #remoteAddress: string | undefined;
  readonly #line: RequestLine;
  readonly #fields: FieldSection;
  readonly #recurring = new RecurringSection();
  readonly #maxHeaderBytes: number;
  #phase: 'start' | 'line' | 'fields' = 'start';

  /** @param peer who sends them; asked for its address when the first head is there */
  constructor(limits: HttpLimits, peer: { readonly remoteAddress: string }) {
    this.#peer = peer;
    this.#line = new RequestLine(limits.maxRequestLineBytes);
    this.#fields = new FieldSection(limits);
    this.#maxHeaderBytes = limits.maxHeaderBytes + 2;
  }

  /** Octets that are not used up have to be given again, with more behind them. */
  parse(octets: Buffer, from: number): Progress {
    let at = from;
    this.position = at;
    if (this.#phase === 'start') {
      // RFC 9112 section 2.2: one empty line before a request line is skipped.
      if (octets[at] === CR) {
        if (at + 1 === octets.length) return 'incomplete';
        if (octets[at + 1] !== LF) return this.#refuse(BARE_CR);
        at += 2;
        this.position = at;
        this.#phase = 'line';
      }
      if (at >= octets.length) return 'incomplete';
      this.#phase = 'line';
    }

    if (this.#phase === 'line') {
      const progress = this.#line.parse(octets, at);
      if (progress !== 'done') return progress === 'refused' ? this.#refuse(this.#line.refusal) : progress;
      at = this.#line.position;
      this.#phase = 'fields';
    }
    return this.#parseFields(octets, at);
  }

  #parseFields(octets: Buffer, from: number): Progress {
    const { minorVersion } = this.#line;
    const isWhole = !this.#fields.isStarted;
    const end = isWhole ? this.#recurring.endOf(octets, from, minorVersion) : undefined;
    if (end !== undefined && this.#recurring.framing !== undefined) {
      this.position = end;
      return this.#finish(this.#recurring.headers, this.#recurring.framing);
    }
    // One string for all fields: what is cut out of it copies nothing.
    const text = octets.toString('latin1', from, Math.min(headEnd(octets, from), from + this.#maxHeaderBytes));
    const progress = this.#fields.parse(octets, from, text, from);
    this.position = this.#fields.position;
    if (progress !== 'done') return progress === 'refused' ? this.#refuse(this.#fields.refusal) : progress;
    const { headers } = this.#fields;
    const finished = this.#finish(headers);
    if (isWhole && this.framing !== undefined && finished === 'done')
      this.#recurring.keep(octets, from, this.position, minorVersion, headers, this.framing);
    this.#fields.reset();
    return finished;
  }

  /** Whether a part of a head has been used up. */
  get isStarted(): boolean {
    return this.#phase !== 'start';
  }

  #finish(headers: readonly Header[], known?: RequestFraming): Progress {
    const { method, target, minorVersion } = this.#line;
    const resolved = resolveTarget(method, target);
    if ('reason' in resolved) return this.#refuse(resolved);
    const framing = known ?? frameRequest(headers, minorVersion);
    if ('reason' in framing) return this.#refuse(framing);
    this.framing = framing;
    this.#remoteAddress ??= this.#peer.remoteAddress;
    this.head = {
      method,
      target: resolved.target,
      headers,
      host: resolved.authority ?? framing.host,
      httpVersion: minorVersion === 1 ? '1.1' : '1.0',
      remoteAddress: this.#remoteAddress,
    };
    this.#phase = 'start';
    return 'done';
  }

  #refuse(refusal: Refusal | undefined): Progress {
    this.refusal = refusal;
    return 'refused';
  }
}

/** Up to this length it costs less to take all for a head than to look for its end. */
const MAX_SHORT_BYTES = 1024;

/** Where a head that begins at `from` ends, or later. */
function headEnd(octets: Buffer, from: number): number {
  if (octets.length - from <= MAX_SHORT_BYTES) return octets.length;
  const end = octets.indexOf(EMPTY_LINE, from);
  return end === -1 ? octets.length : end + EMPTY_LINE.length;
}

const EMPTY_LINE = Buffer.from('\r\n\r\n');
const BARE_CR = badRequest('CR without LF');
