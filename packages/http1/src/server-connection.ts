import type { StreamFraming, StreamHead } from './answer.ts';
import { sendAnswer, sendStreamHead } from './answer.ts';
import { HeldBody } from './body-budget.ts';
import type { ByteSocket, ByteSocketEvents } from './byte-socket.ts';
import type { Header } from './header.ts';
import type { HttpRequestHandler, HttpResponse, HttpStreamHandler, HttpTakeover } from './http-message.ts';
import { IncomingBody } from './incoming-body.ts';
import { InputQueue, MAX_QUEUED_BYTES } from './input-queue.ts';
import { MessageBody } from './message-body.ts';
import { originalHead } from './original-head.ts';
import type { Refusal } from './refusal.ts';
import { RequestHeadParser } from './request-head-parser.ts';
import type { AnsweredRequest } from './response-head.ts';
import type { ServerContext } from './server-context.ts';
import { leaveUnread, sendStream } from './stream-sender.ts';

/**
 * - `head`, `body`: reads a request; with nothing of it read yet, the connection is idle. A handler that takes the body as
 *   it comes in works meanwhile
 * - `handling`: the handler's promise is open
 * - `sending`: an answer is on its way that the reader has not taken
 * - `lingering`: we have ended our direction and drop what still comes, so that the peer can read the last answer
 * - `closed`: gone, or taken over by a successor
 */
type State = 'head' | 'body' | 'handling' | 'sending' | 'lingering' | 'closed';

/** An upload that brings less than this in the time that a body has is too slow. */
const MIN_UPLOADED_BYTES = 1024;
/** A body of up to this size that comes at once is no more than a head, and not counted. */
const MIN_HELD_BYTES = 16 * 1024;
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
  readonly #queue: InputQueue = new InputQueue();
  #paused = false;
  #peerEnded = false;
  #handler: HttpRequestHandler | HttpStreamHandler | undefined;
  /** The body of the request that is worked on, where its handler takes it as it comes in. */
  #upload: IncomingBody | undefined;
  /** A body that is gathered, or has been; undefined until there is one that counts. */
  #held: HeldBody | undefined;
  /** Octets of an upload that its time-out has seen. */
  #uploadedBytes = 0;
  #owesContinue = false;
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
  /** Has taken the connection over. */
  #successor: ByteSocketEvents | undefined;

  constructor(context: ServerContext, socket: ByteSocket) {
    this.#context = context;
    this.#socket = socket;
    this.#parser = new RequestHeadParser(context.limits, socket);
    this.#body = new MessageBody(context.limits);
    this.#deadline = context.now() + context.timeouts.headInMillis;
  }

  received(octets: Buffer): void {
    if (this.#state === 'lingering' || this.#state === 'closed') {
      this.#successor?.received(octets);
      return;
    }
    if (this.#state === 'handling' || this.#state === 'sending') {
      this.#queue.push(octets);
      if (this.#queue.isFull) this.#pause();
      return;
    }
    this.#input = this.#at < this.#input.length ? Buffer.concat([this.#input.subarray(this.#at), octets]) : octets;
    this.#at = 0;
    this.#run();
  }

  drained(): void {
    this.#successor?.drained();
    this.#onWritable?.();
    if (this.#state === 'lingering') {
      if (this.#peerEnded) this.#socket.destroy();
      else this.#deadline = this.#context.now() + this.#context.timeouts.lingerInMillis;
    }
  }

  ended(): void {
    this.#successor?.ended();
    this.#peerEnded = true;
    // What was asked before is answered; half a request is not.
    if (this.#isReading) this.#end();
    else if (this.#state === 'lingering' && this.#socket.waitingBytes === 0) this.#socket.destroy();
  }

  closed(code: string | undefined): void {
    this.#successor?.closed(code);
    if (this.#state === 'closed') return;
    if (this.#state !== 'handling') this.#release();
    this.#state = 'closed';
    this.#input = NOTHING;
    this.#queue.clear();
    this.#context.forget(this);
    this.#upload?.fail('BROKEN');
    this.#onWritable?.();
    this.#abandon?.();
  }

  /** Ends the connection if nothing of a request has come. */
  endIfIdle(): void {
    if (this.#state === 'head' && !this.#started) this.#end();
  }

  destroy(): void {
    this.#context.output.flush();
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
      this.#upload?.fail('TIMEOUT');
      this.#refuse(this.#held?.wasHeldUp ? BUSY : SLOW);
    } else this.#socket.destroy();
  }

  /** Reads and answers requests for as long as there are octets and nothing has to be waited for. */
  #run(): void {
    for (;;) {
      this.#advance();
      if (!this.#isReading || this.#queue.isEmpty) break;
      this.#input = this.#queue.takeBehind(this.#input.subarray(this.#at));
      this.#at = 0;
    }
    this.#context.output.flushAfterRound();
    if (this.#isReading && !this.#isUploadFull && this.#held?.isWaiting !== true) this.#unpause();
  }

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#socket.pause();
  }

  #unpause(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#socket.resume();
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
    if (this.#upload !== undefined) this.#handOn(this.#upload);
    if (progress === 'incomplete') {
      if (this.#peerEnded) this.#end();
      else if (this.#upload === undefined) this.#hold(false);
      return false;
    }
    if (progress === 'done') this.#endBody();
    else if (this.#body.refusal?.status === 413) this.#respondTooLarge();
    else {
      this.#upload?.fail('MALFORMED');
      this.#refuse(this.#body.refusal ?? SLOW);
    }
    return true;
  }

  #handOn(upload: IncomingBody): void {
    const piece = this.#body.take();
    this.#uploadedBytes += piece.length;
    upload.push(piece);
    if (this.#isUploadFull) {
      this.#pause();
      this.#deadline = Number.POSITIVE_INFINITY; // we hold the peer up, not it us
    } else if (this.#uploadedBytes >= MIN_UPLOADED_BYTES) {
      this.#awaitUpload();
    }
  }

  get #isUploadFull(): boolean {
    return this.#upload !== undefined && this.#upload.waitingBytes > MAX_QUEUED_BYTES;
  }

  #awaitUpload(): void {
    this.#uploadedBytes = 0;
    this.#deadline = this.#context.now() + this.#context.timeouts.bodyInMillis;
  }

  /** The whole body has come. */
  #endBody(): void {
    if (this.#upload === undefined) {
      const isSmall = this.#held === undefined && this.#body.heldBytes <= MIN_HELD_BYTES;
      if (isSmall || this.#hold(true)) this.#handle();
      return;
    }
    this.#state = 'handling';
    this.#deadline = Number.POSITIVE_INFINITY;
    this.#upload.finish(this.#body.trailers);
  }

  /** Counts what has come of a body. @returns whether there is room for it: otherwise it is refused */
  #hold(isWhole: boolean): boolean {
    this.#held ??= new HeldBody(() => {
      if (this.#held?.isWaiting) this.#pause();
      else this.#unpause();
    });
    const isTaken = this.#context.bodies.hold(this.#held, this.#body.heldBytes, isWhole);
    if (!isTaken) this.#refuse(BUSY);
    return isTaken;
  }

  #release(): void {
    if (this.#held !== undefined) this.#context.bodies.release(this.#held);
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
    let handler: HttpRequestHandler | HttpStreamHandler | HttpTakeover;
    try {
      handler = this.#context.onHead(head);
    } catch (failure) {
      this.#fail(failure);
      return;
    }
    if ('takeOver' in handler) {
      this.#handOver(handler, originalHead(head));
      return;
    }
    this.#handler = handler;
    const { body } = framing;
    this.#hasBody = body !== 0;
    if (body !== 'chunked' && body > handler.maxBodyBytes) {
      this.#respondTooLarge();
      return;
    }
    if (body !== 0) {
      this.#state = 'body';
      this.#deadline = this.#context.now() + this.#context.timeouts.bodyInMillis;
      this.#body.start(body, handler.maxBodyBytes);
      this.#owesContinue = framing.expectsContinue;
    }
    if ('handleStream' in handler) this.#handleStream(handler);
    else if (body === 0) this.#handle();
    else this.#continue();
  }

  #handOver(handler: HttpTakeover, head: string): void {
    const rest = this.#queue.takeBehind(this.#input.subarray(this.#at));
    this.#context.output.flush();
    this.#state = 'closed';
    this.#input = NOTHING;
    this.#context.forget(this);
    this.#successor = handler.takeOver(this.#socket, Buffer.concat([Buffer.from(head, 'latin1'), rest]));
    if (this.#peerEnded) this.#successor.ended();
    this.#unpause();
  }

  #continue(): void {
    if (this.#owesContinue) this.#context.output.text(this.#socket, 'HTTP/1.1 100 Continue\r\n\r\n');
    this.#owesContinue = false;
  }

  #handle(): void {
    this.#state = 'handling';
    this.#deadline = Number.POSITIVE_INFINITY;
    const handler = this.#handler;
    if (handler === undefined || !('handle' in handler)) return;
    let response: HttpResponse | Promise<HttpResponse>;
    try {
      response = handler.handle(this.#body.take(), this.#hasBody ? this.#body.trailers : NO_HEADERS);
    } catch (failure) {
      this.#fail(failure);
      return;
    }
    this.#answer(response);
  }

  #handleStream(handler: HttpStreamHandler): void {
    const upload = new IncomingBody({
      wanted: () => this.#wantUpload(upload),
      left: () => this.#hurryUpload(upload), // what still comes is dropped until the answer ends the connection
    });
    this.#upload = upload;
    this.#uploadedBytes = 0;
    if (this.#state !== 'body') this.#endBody();
    else if (this.#owesContinue) this.#deadline = Number.POSITIVE_INFINITY; // the peer waits for us
    let response: HttpResponse | Promise<HttpResponse>;
    try {
      response = handler.handleStream(upload);
    } catch (failure) {
      this.#fail(failure);
      return;
    }
    this.#answer(response);
  }

  /** The handler has taken what came. */
  #wantUpload(upload: IncomingBody): void {
    if (this.#upload === upload && this.#state === 'body' && this.#owesContinue) {
      this.#continue();
      this.#context.output.flush();
    }
    this.#hurryUpload(upload);
  }

  #hurryUpload(upload: IncomingBody): void {
    if (this.#upload !== upload || this.#state !== 'body') return;
    if (this.#deadline === Number.POSITIVE_INFINITY) this.#awaitUpload();
    this.#unpause();
  }

  #answer(response: HttpResponse | Promise<HttpResponse>): void {
    if (!(response instanceof Promise)) {
      this.#respond(response);
      return;
    }
    const upload = this.#upload;
    response.then(
      (settled) => {
        if (this.#state === 'closed') this.#release();
        if (this.#isAwaiting(upload)) this.#resume(() => this.#respond(settled));
        else leaveUnread(settled.stream);
      },
      (failure: unknown) => {
        if (this.#state === 'closed') this.#release();
        if (this.#isAwaiting(upload)) this.#resume(() => this.#fail(failure));
      },
    );
  }

  /** Whether the request whose body this is still waits for its answer: not when the connection is gone, or has refused the body. */
  #isAwaiting(upload: IncomingBody | undefined): boolean {
    return (this.#state === 'handling' || this.#state === 'body') && this.#upload === upload;
  }

  /** Continues outside of `received`. */
  #resume(step: () => void): void {
    if (this.#state === 'closed') return;
    step();
    this.#run();
  }

  #respond(response: HttpResponse): void {
    const { stream } = response;
    if (stream !== undefined) {
      this.#respondWithStream(response, stream);
      return;
    }
    let close: boolean;
    try {
      close = sendAnswer(this.#context.output, this.#socket, response, this.#answered);
    } catch (failure) {
      this.#fail(failure);
      return;
    }
    this.#leaveUpload();
    this.#finish(close);
  }

  #respondWithStream(response: HttpResponse, stream: AsyncIterable<Uint8Array>): void {
    let head: StreamHead;
    try {
      head = sendStreamHead(this.#context.output, this.#socket, response, this.#answered);
    } catch (failure) {
      leaveUnread(stream);
      this.#fail(failure);
      return;
    }
    this.#leaveUpload();
    if (head.body !== undefined) {
      this.#stream(stream, head.body, head.close);
    } else {
      leaveUnread(stream);
      this.#finish(head.close);
    }
  }

  get #answered(): AnsweredRequest {
    // The rest of an upload that is answered already is not waited for.
    const isCutShort = this.#upload !== undefined && this.#state === 'body';
    return {
      isHead: this.#isHead,
      isHttp10: this.#isHttp10,
      mustClose: !this.#keepAlive || this.#context.draining || isCutShort,
    };
  }

  /** The request is answered: of a body that has not come to its end, no more will come. */
  #leaveUpload(): void {
    this.#upload?.fail('BROKEN');
    this.#upload = undefined;
    this.#owesContinue = false;
    this.#release();
  }

  #stream(stream: AsyncIterable<Uint8Array>, body: StreamFraming, close: boolean): void {
    this.#state = 'sending';
    this.#deadline = Number.POSITIVE_INFINITY;
    this.#context.output.flush();
    const sending = sendStream(stream, {
      body,
      send: (piece) => {
        this.#socket.write(piece);
        return this.#socket.waitingBytes > MAX_WAITING_BYTES ? this.#writable() : undefined;
      },
    });
    this.#abandon = sending.abandon;
    sending.done.then(
      () =>
        this.#resume(() => {
          this.#abandon = undefined;
          this.#finish(close);
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
    this.#context.output.flush();
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
    this.#upload?.fail('TOO_LARGE');
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
    this.#leaveUpload();
    sendAnswer(this.#context.output, this.#socket, INTERNAL_ERROR, this.#answered);
    this.#end();
  }

  #end(): void {
    this.#context.output.flush();
    this.#leaveUpload();
    this.#state = 'lingering';
    this.#input = NOTHING;
    this.#queue.clear();
    this.#socket.end();
    const { waitingBytes } = this.#socket;
    const { writeInMillis, lingerInMillis } = this.#context.timeouts;
    this.#lastWaiting = waitingBytes;
    this.#deadline = this.#context.now() + (waitingBytes > 0 ? writeInMillis : lingerInMillis);
    if (this.#peerEnded && waitingBytes === 0) this.#socket.destroy();
    else this.#unpause();
  }
}

const NOTHING: Buffer = Buffer.alloc(0);
const NO_HEADERS: readonly Header[] = [];
const INTERNAL_ERROR: HttpResponse = { status: 500, headers: NO_HEADERS, body: { bytes: () => NOTHING } };
const SLOW: Refusal = { status: 408, reason: 'request not complete in time' };
const BUSY: Refusal = { status: 429, reason: 'more bodies at once than memory is set apart for' };
