import { FieldSection } from './field-section.ts';
import type { Header } from './header.ts';
import { CR, LF } from './octets.ts';
import type { Progress, Refusal } from './refusal.ts';
import { badRequest } from './refusal.ts';
import type { RequestFraming } from './request-framing.ts';
import { frameRequest } from './request-framing.ts';
import { RequestLine } from './request-line.ts';
import { resolveTarget } from './request-target.ts';
import type { HttpLimits } from './server-options.ts';

/** A request before its body. Nothing is decoded, joined or sorted. */
export interface RequestHead {
  readonly method: string;
  /** Path and query exactly as sent (of an absolute form: what follows the authority), or `*`. */
  readonly target: string;
  readonly headers: readonly Header[];
  /** Whom the request is for: the authority of an absolute target, else Host; '' where HTTP/1.0 says neither. */
  readonly host: string;
  readonly httpVersion: '1.0' | '1.1';
}

/** Heads of requests, one after the other. Takes its octets in any pieces and says the same of them. */
export class RequestHeadParser {
  head: RequestHead | undefined;
  framing: RequestFraming | undefined;
  refusal: Refusal | undefined;
  /** After `parse`: the first octet that was not used up. */
  position = 0;
  readonly #line: RequestLine;
  readonly #fields: FieldSection;
  readonly #maxBytes: number;
  #phase: 'start' | 'line' | 'fields' = 'start';

  constructor(limits: HttpLimits) {
    this.#line = new RequestLine(limits.maxRequestLineBytes);
    this.#fields = new FieldSection(limits);
    this.#maxBytes = limits.maxRequestLineBytes + limits.maxHeaderBytes + 4;
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

    const end = octets.indexOf(EMPTY_LINE, at);
    const known = end === -1 ? octets.length : end + EMPTY_LINE.length;
    // One string for the whole head: what is cut out of it copies nothing.
    const text = octets.toString('latin1', at, Math.min(known, at + this.#maxBytes));
    const base = at;
    if (this.#phase === 'line') {
      const progress = this.#line.parse(octets, at, text, base);
      if (progress !== 'done') return progress === 'refused' ? this.#refuse(this.#line.refusal) : progress;
      at = this.#line.position;
      this.#phase = 'fields';
    }
    const progress = this.#fields.parse(octets, at, text, base);
    this.position = this.#fields.position;
    if (progress !== 'done') return progress === 'refused' ? this.#refuse(this.#fields.refusal) : progress;
    return this.#finish();
  }

  /** Whether a part of a head has been used up. */
  get isStarted(): boolean {
    return this.#phase !== 'start';
  }

  #finish(): Progress {
    const { method, minorVersion } = this.#line;
    const { headers } = this.#fields;
    const resolved = resolveTarget(method, this.#line.target);
    if ('reason' in resolved) return this.#refuse(resolved);
    const framing = frameRequest(headers, minorVersion);
    if ('reason' in framing) return this.#refuse(framing);
    this.framing = framing;
    this.head = {
      method,
      target: resolved.target,
      headers,
      host: resolved.authority ?? framing.host,
      httpVersion: minorVersion === 1 ? '1.1' : '1.0',
    };
    this.#fields.reset();
    this.#phase = 'start';
    return 'done';
  }

  #refuse(refusal: Refusal | undefined): Progress {
    this.refusal = refusal;
    return 'refused';
  }
}

const EMPTY_LINE = Buffer.from('\r\n\r\n');
const BARE_CR = badRequest('CR without LF');
