import type { ByteSocket, ByteSocketEvents } from './byte-socket.ts';
import type { Header } from './header.ts';
import type { HttpRequest, HttpRequestHandler, HttpResponse } from './http-message.ts';
import { MessageBody } from './message-body.ts';
import type { OutputBuffer } from './output-buffer.ts';
import type { Refusal } from './refusal.ts';
import { RequestHeadParser } from './request-head-parser.ts';
import { asksToClose, responseHead } from './response-head.ts';
import type { HttpLimits, HttpTimeouts } from './server-options.ts';
import { sendStream } from './stream-sender.ts';

/** What the connections of a server have in common. */
export interface ServerContext {
  readonly onHead: (request: HttpRequest) => HttpRequestHandler;
  readonly onFailure: (failure: unknown) => void;
  readonly refusalResponse: (refusal: Refusal) => HttpResponse;
  readonly limits: HttpLimits;
  readonly timeouts: HttpTimeouts;
  readonly output: OutputBuffer;
  /** Milliseconds on a clock that only moves between events. */
  readonly now: () => number;
  readonly forget: (connection: ServerConnection) => void;
  /** Every answer from now on ends its connection. */
  draining: boolean;
}

/**
 * - `head`, `body`: reads a request; with nothing of it read yet, the connection is idle
 * - `handling`: the handler's promise is open
 * - `sending`: an answer is on its way that the reader has not taken
 * - `lingering`: we have ended our direction and drop what still comes, so that the peer can read the last answer
 */
type State = 'head' | 'body' | 'handling' | 'sending' | 'lingering' | 'closed';

/** What may come ahead of its turn while a request is worked on; then the peer has to wait. */
const MAX_QUEUED_BYTES = 64 * 1024;
/** An answer waiting to be read up to this size does not hold up the next request. */
const MAX_WAITING_BYTES = 64 * 1024;

/** One connection: requests strictly one after the other, each answered before the next is looked at. */
export class ServerConnection implements ByteSocketEvents {
  readonly #context: ServerContext;
  readonly #socket: ByteSocket;
  readonly #parser: RequestHeadParser;
  readonly #body: MessageBody;
  #state: State = 'head';
  #input: Buffer = NOTHING;
  #at = 0;
  #queued: Buffer[] = [];
  #queuedBytes = 0;
  #paused = false;
  #peerEnded = false;
  #remoteAddress: string | undefined;
  #handler: HttpRequestHandler | undefined;
  #isHead = false;
  #hasBody = false;
  #isHttp10 = false;
  #keepAlive = true;
  /** On the context's clock. */
  #deadline: number;
  /** A head has begun, so its time-out runs. */
  #started = false;
  #lastWaiting = 0;
  #onWritable: (() => void) | undefined;
  #abandon: (() => void) | undefined;

  constructor(context: ServerContext, socket: ByteSocket) {
    this.#context = context;
    this.#socket = socket;
    this.#parser = new RequestHeadParser(context.limits);
    this.#body = new MessageBody(context.limits);
    this.#deadline = context.now() + context.timeouts.headInMillis;
  }

  received(octets: Buffer): void {
    if (this.#state === 'lingering' || this.#state === 'closed') return;
    if (this.#state === 'handling' || this.#state === 'sending') {
      this.#queue(octets);
      return;
    }
    this.#input = this.#at < this.#input.length ? Buffer.concat([this.#input.subarray(this.#at), octets]) : octets;
    this.#at = 0;
    this.#run();
  }

  drained(): void {
    this.#onWritable?.();
    if (this.#state === 'lingering') {
      if (this.#peerEnded) this.#socket.destroy();
      else this.#deadline = this.#context.now() + this.#context.timeouts.lingerInMillis;
    }
  }

  ended(): void {
    this.#peerEnded = true;
    // What was asked before is answered; half a request is not.
    if (this.#isReading) this.#end();
    else if (this.#state === 'lingering' && this.#socket.waitingBytes === 0) this.#socket.destroy();
  }

  closed(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#input = NOTHING;
    this.#queued = [];
    this.#context.forget(this);
    this.#onWritable?.();
    this.#abandon?.();
  }

  /** Ends the connection if nothing of a request has come. */
  endIfIdle(): void {
    if (this.#state === 'head' && !this.#started) this.#end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Enforces the time-out of what the connection waits for. */
  checkDeadline(now: number): void {
    if (now < this.#deadline) return;
    const { waitingBytes } = this.#socket;
    if (waitingBytes > 0 && waitingBytes < this.#lastWaiting) {
      this.#lastWaiting = waitingBytes;
      this.#deadline = now + this.#context.timeouts.writeInMillis;
      return;
    }
    if (this.#state === 'head' && !this.#started) this.#end();
    else if (this.#state === 'head' || this.#state === 'body') {
      this.#refuse(SLOW);
    } else this.#socket.destroy();
  }

  #queue(octets: Buffer): void {
    this.#queued.push(octets);
    this.#queuedBytes += octets.length;
    if (this.#queuedBytes > MAX_QUEUED_BYTES && !this.#paused) {
      this.#paused = true;
      this.#socket.pause();
    }
  }

  /** Reads and answers requests for as long as there are octets and nothing has to be waited for. */
  #run(): void {
    for (;;) {
      this.#advance();
      if (!this.#isReading || this.#queued.length === 0) break;
      this.#input = Buffer.concat([this.#input.subarray(this.#at), ...this.#queued]);
      this.#at = 0;
      this.#queued = [];
      this.#queuedBytes = 0;
    }
    this.#context.output.flush();
    if (this.#paused && this.#isReading) {
      this.#paused = false;
      this.#socket.resume();
    }
  }

  get #isReading(): boolean {
    return this.#state === 'head' || this.#state === 'body';
  }

  #advance(): void {
    while (this.#isReading) {
      if (this.#state === 'body') {
        if (!this.#readBody()) return;
      } else if (this.#socket.waitingBytes > MAX_WAITING_BYTES) {
        this.#awaitReader();
      } else if (!this.#readHead()) {
        return;
      }
    }
  }

  /** @returns whether there may be more to read: false when octets are missing */
  #readHead(): boolean {
    if (this.#at >= this.#input.length && !this.#parser.isStarted) {
      this.#becomeIdle();
      return false;
    }
    const progress = this.#parser.parse(this.#input, this.#at);
    this.#at = this.#parser.position;
    if (progress === 'incomplete') {
      this.#awaitHead();
      return false;
    }
    if (progress === 'refused') this.#refuse(this.#parser.refusal ?? SLOW);
    else this.#begin();
    return true;
  }

  #readBody(): boolean {
    const progress = this.#body.read(this.#input, this.#at);
    this.#at = this.#body.position;
    if (progress === 'incomplete') {
      if (this.#peerEnded) this.#end();
      return false;
    }
    if (progress === 'done') this.#handle();
    else if (this.#body.refusal?.status === 413) this.#respondTooLarge();
    else this.#refuse(this.#body.refusal ?? SLOW);
    return true;
  }

  #becomeIdle(): void {
    this.#input = NOTHING;
    this.#at = 0;
    if (this.#peerEnded || this.#context.draining) this.#end();
  }

  #awaitHead(): void {
    if (this.#peerEnded) this.#end();
    else if (!this.#started) {
      this.#started = true;
      this.#deadline = this.#context.now() + this.#context.timeouts.headInMillis;
    }
  }

  /** The head is complete: decides about the body. */
  #begin(): void {
    const { head, framing } = this.#parser;
    if (head === undefined || framing === undefined) return;
    this.#started = true;
    this.#isHead = head.method === 'HEAD';
    this.#isHttp10 = head.httpVersion === '1.0';
    this.#keepAlive = framing.keepAlive;
    this.#remoteAddress ??= this.#socket.remoteAddress;
    const { method, target, headers, host, httpVersion } = head;
    let handler: HttpRequestHandler;
    try {
      handler = this.#context.onHead({
        method,
        target,
        headers,
        host,
        httpVersion,
        remoteAddress: this.#remoteAddress,
      });
    } catch (failure) {
      this.#fail(failure);
      return;
    }
    this.#handler = handler;
    const { body } = framing;
    this.#hasBody = body !== 0;
    if (body === 0) {
      this.#handle();
    } else if (body !== 'chunked' && body > handler.maxBodyBytes) {
      this.#respondTooLarge();
    } else {
      this.#state = 'body';
      this.#deadline = this.#context.now() + this.#context.timeouts.bodyInMillis;
      this.#body.start(body, handler.maxBodyBytes);
      if (framing.expectsContinue) this.#context.output.text(this.#socket, 'HTTP/1.1 100 Continue\r\n\r\n');
    }
  }

  #handle(): void {
    this.#state = 'handling';
    this.#deadline = Number.POSITIVE_INFINITY;
    let response: HttpResponse | Promise<HttpResponse> | undefined;
    try {
      response = this.#handler?.handle(this.#body.take(), this.#hasBody ? this.#body.trailers : NO_HEADERS);
    } catch (failure) {
      this.#fail(failure);
      return;
    }
    if (response === undefined) return;
    if (response instanceof Promise) {
      response.then(
        (settled) => this.#resume(() => this.#respond(settled)),
        (failure: unknown) => this.#resume(() => this.#fail(failure)),
      );
    } else this.#respond(response);
  }

  /** Continues outside of `received`. */
  #resume(step: () => void): void {
    if (this.#state === 'closed') return;
    step();
    this.#run();
  }

  #respond(response: HttpResponse): void {
    const { status, headers, stream } = response;
    const close = !this.#keepAlive || this.#context.draining || asksToClose(headers);
    const bodiless = status === 204 || status === 304;
    let text: string;
    let body: Uint8Array | undefined;
    try {
      body = bodiless || stream !== undefined ? undefined : response.body.bytes();
      const unbounded = stream !== undefined && this.#isHttp10;
      text = responseHead(status, headers, {
        body: bodiless ? 'none' : (body?.length ?? (unbounded ? 'until close' : 'chunked')),
        connection: close || unbounded ? 'close' : this.#isHttp10 ? 'keep-alive' : undefined,
      });
    } catch (failure) {
      this.#fail(failure);
      return;
    }
    const { output } = this.#context;
    output.text(this.#socket, text);
    if (body !== undefined && body.length > 0 && !this.#isHead) output.octets(this.#socket, body);
    if (stream === undefined || bodiless || this.#isHead) this.#finish(close);
    else this.#stream(stream, close);
  }

  #stream(stream: AsyncIterable<Uint8Array>, close: boolean): void {
    this.#state = 'sending';
    this.#deadline = Number.POSITIVE_INFINITY;
    this.#context.output.flush();
    const sending = sendStream(stream, {
      chunked: !this.#isHttp10,
      send: (piece) => {
        this.#socket.write(piece, false);
        return this.#socket.waitingBytes > MAX_WAITING_BYTES ? this.#writable() : undefined;
      },
    });
    this.#abandon = sending.abandon;
    sending.done.then(
      () =>
        this.#resume(() => {
          this.#abandon = undefined;
          this.#finish(close || this.#isHttp10);
        }),
      (failure: unknown) => {
        if (this.#state === 'closed') return;
        this.#context.onFailure(failure);
        this.#socket.destroy(); // only a broken connection tells the reader that the body is not whole
      },
    );
  }

  /** Settles when the reader has taken what waits, or is gone. */
  #writable(): Promise<void> {
    this.#lastWaiting = this.#socket.waitingBytes;
    this.#deadline = this.#context.now() + this.#context.timeouts.writeInMillis;
    return new Promise((resolve) => {
      this.#onWritable = () => {
        this.#onWritable = undefined;
        this.#deadline = Number.POSITIVE_INFINITY;
        resolve();
      };
    });
  }

  /** Answers wait to be read: no further request is looked at. */
  #awaitReader(): void {
    this.#state = 'sending';
    this.#writable().then(() => this.#resume(() => this.#finish(false)));
  }

  /** The answer has been handed over. */
  #finish(close: boolean): void {
    if (close) {
      this.#end();
      return;
    }
    this.#state = 'head';
    this.#started = false;
    this.#deadline = this.#context.now() + this.#context.timeouts.keepAliveInMillis;
  }

  #respondTooLarge(): void {
    this.#keepAlive = false;
    this.#body.take();
    try {
      if (this.#handler !== undefined) this.#respond(this.#handler.tooLarge());
    } catch (failure) {
      this.#fail(failure);
    }
  }

  #refuse(refusal: Refusal): void {
    this.#keepAlive = false;
    this.#isHead = false;
    this.#body.take();
    this.#respond(this.#context.refusalResponse(refusal));
  }

  #fail(failure: unknown): void {
    this.#context.onFailure(failure);
    this.#keepAlive = false;
    this.#context.output.text(this.#socket, responseHead(500, NO_HEADERS, { body: 0, connection: 'close' }));
    this.#end();
  }

  #end(): void {
    this.#context.output.flush();
    this.#state = 'lingering';
    this.#input = NOTHING;
    this.#queued = [];
    this.#socket.end();
    const { waitingBytes } = this.#socket;
    const { writeInMillis, lingerInMillis } = this.#context.timeouts;
    this.#lastWaiting = waitingBytes;
    this.#deadline = this.#context.now() + (waitingBytes > 0 ? writeInMillis : lingerInMillis);
    if (this.#peerEnded && waitingBytes === 0) this.#socket.destroy();
    else if (this.#paused) this.#socket.resume();
  }
}

const NOTHING: Buffer = Buffer.alloc(0);
const NO_HEADERS: readonly Header[] = [];
const SLOW: Refusal = { status: 408, reason: 'request not complete in time' };
