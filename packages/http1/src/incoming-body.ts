import type { Header } from './header.ts';

/** A body that is handed on as it comes in. It can be read once; who stops reading gives it up. */
export interface HttpBody extends AsyncIterable<Uint8Array> {
  /** The trailer fields; empty before the end of the body, and where there are none. */
  readonly trailers: readonly Header[];
}

/** What ended a body before its end: thrown by its iterator. */
export class HttpBodyError extends Error {
  override readonly name = 'HttpBodyError';
  readonly reason: HttpBodyFailure;

  constructor(reason: HttpBodyFailure) {
    super(DESCRIPTIONS[reason]);
    this.reason = reason;
  }
}

export type HttpBodyFailure = 'BROKEN' | 'MALFORMED' | 'TOO_LARGE' | 'TIMEOUT';

const DESCRIPTIONS: Readonly<Record<HttpBodyFailure, string>> = {
  BROKEN: 'the connection ended before the body did',
  MALFORMED: 'the body is not framed as HTTP requires',
  TOO_LARGE: 'the body is longer than allowed',
  TIMEOUT: 'the rest of the body did not come in time',
};

/** What a connection is told by the reader of a body. */
export interface BodySource {
  /** Its reader waits for more than has come. */
  readonly wanted: () => void;
  /** Its reader reads no further, although there was more to come. */
  readonly left: () => void;
}

/** The pieces of a body between the connection that takes them in and one reader. It bounds nothing: the connection does. */
export class IncomingBody implements HttpBody {
  trailers: readonly Header[] = NO_HEADERS;
  /** Octets that the reader has not taken. */
  waitingBytes = 0;
  /** Nothing is added any more. */
  isEnded = false;
  readonly #source: BodySource;
  #pieces: Uint8Array[] = [];
  #failure: HttpBodyError | undefined;
  #reader: Reader | undefined;
  #isRead = false;

  constructor(source: BodySource) {
    this.#source = source;
  }

  /** Takes a piece over: it must not change afterwards. */
  push(piece: Uint8Array): void {
    if (this.isEnded || piece.length === 0) return;
    const reader = this.#takeReader();
    if (reader !== undefined) {
      reader.resolve({ done: false, value: piece });
      return;
    }
    this.#pieces.push(piece);
    this.waitingBytes += piece.length;
  }

  finish(trailers: readonly Header[]): void {
    if (this.isEnded) return;
    this.trailers = trailers;
    this.isEnded = true;
    this.#takeReader()?.resolve(DONE);
  }

  /** What has come before is still read. */
  fail(reason: HttpBodyFailure): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.#failure = new HttpBodyError(reason);
    const reader = this.#takeReader();
    if (reader === undefined) return;
    reader.reject(this.#failure);
    this.#failure = undefined;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    if (this.#isRead) throw new Error('a body can be read once');
    this.#isRead = true;
    return { next: () => this.#next(), return: () => this.#return() };
  }

  #next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const piece = this.#pieces.shift();
    if (piece !== undefined) {
      this.waitingBytes -= piece.length;
      return Promise.resolve({ done: false, value: piece });
    }
    const failure = this.#failure;
    if (failure !== undefined) {
      this.#failure = undefined;
      return Promise.reject(failure);
    }
    if (this.isEnded) return Promise.resolve(DONE);
    if (this.#reader !== undefined) throw new Error('a body has one reader');
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
      this.#source.wanted();
    });
  }

  #return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#pieces = [];
    this.waitingBytes = 0;
    this.#failure = undefined;
    if (!this.isEnded) {
      this.isEnded = true;
      this.#takeReader()?.resolve(DONE);
      this.#source.left();
    }
    return Promise.resolve(DONE);
  }

  #takeReader(): Reader | undefined {
    const reader = this.#reader;
    this.#reader = undefined;
    return reader;
  }
}

interface Reader {
  readonly resolve: (result: IteratorResult<Uint8Array, undefined>) => void;
  readonly reject: (failure: HttpBodyError) => void;
}

const DONE: IteratorResult<Uint8Array, undefined> = { done: true, value: undefined };
const NO_HEADERS: readonly Header[] = [];
