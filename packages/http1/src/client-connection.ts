import { BodyBuffer } from './body-buffer.ts';
import type { ByteSocket, ByteSocketEvents } from './byte-socket.ts';
import type { HttpOutcome } from './http-exchange.ts';
import { MessageBody } from './message-body.ts';
import type { OutputBuffer } from './output-buffer.ts';
import { frameResponse } from './response-framing.ts';
import { ResponseHeadParser } from './response-head-parser.ts';

/** What is sent, and who hears of the answer. */
export interface ClientRequest {
  readonly head: string;
  readonly body: Uint8Array | undefined;
  readonly isHead: boolean;
  readonly maxResponseBytes: number;
  readonly done: (outcome: HttpOutcome) => void;
}

/** What becomes of a connection after an exchange. */
export interface ConnectionKeeper {
  /** The connection may carry another exchange. `idleInSeconds`: how long its server says it keeps it. */
  readonly idle: (connection: ClientConnection, idleInSeconds: number | undefined) => void;
  readonly closed: (connection: ClientConnection) => void;
}

/** Amazon API Gateway takes 10,240 octets of headers from a backend; this is room for what it then refuses. */
const RESPONSE_LIMITS = { maxHeaderBytes: 32 * 1024, maxHeaders: 256 };
/** More interim answers than anybody sends. */
const MAX_INTERIM = 100;

/** A connection to a server: one exchange at a time, and only whole and unambiguous answers count. */
export class ClientConnection implements ByteSocketEvents {
  readonly #socket: ByteSocket;
  readonly #keeper: ConnectionKeeper;
  readonly #output: OutputBuffer;
  readonly #parser: ResponseHeadParser = new ResponseHeadParser(RESPONSE_LIMITS);
  readonly #body: MessageBody = new MessageBody(RESPONSE_LIMITS);
  #untilClose: BodyBuffer | undefined;
  #request: ClientRequest | undefined;
  #input: Buffer = NOTHING;
  #interim = 0;
  #hasHead = false;
  #keepAlive = false;
  #idleInSeconds: number | undefined;

  constructor(socket: ByteSocket, output: OutputBuffer, keeper: ConnectionKeeper) {
    this.#socket = socket;
    this.#output = output;
    this.#keeper = keeper;
  }

  send(request: ClientRequest): void {
    this.#request = request;
    this.#interim = 0;
    this.#socket.keepProcess(true);
    this.#output.text(this.#socket, request.head);
    if (request.body !== undefined && request.body.length > 0) this.#output.octets(this.#socket, request.body);
    this.#output.flush();
  }

  /** The exchange is given up, and the connection with it. */
  destroy(): void {
    this.#request = undefined;
    this.#socket.destroy();
  }

  received(octets: Buffer): void {
    // Octets that nobody asked for would be taken for the next answer.
    if (this.#request === undefined) {
      this.#socket.destroy();
      return;
    }
    this.#input = this.#input.length === 0 ? octets : Buffer.concat([this.#input, octets]);
    this.#read(this.#request);
  }

  drained(): void {}

  ended(): void {
    if (this.#request !== undefined && this.#untilClose !== undefined) this.#complete(this.#untilClose.take());
    else this.#fail({ failure: 'BROKEN' });
  }

  closed(): void {
    this.#fail({ failure: 'BROKEN' }); // an orderly end comes by `ended` first
    this.#keeper.closed(this);
  }

  #read(request: ClientRequest): void {
    let at = 0;
    while (!this.#hasHead) {
      const progress = this.#parser.parse(this.#input, at);
      at = this.#parser.position;
      if (progress === 'incomplete') {
        this.#input = this.#input.subarray(at);
        return;
      }
      if (progress === 'refused' || !this.#begin(request)) {
        this.#fail({ failure: 'BROKEN' });
        return;
      }
    }
    this.#readBody(request, at);
  }

  /** @returns false when the answer cannot be read */
  #begin({ isHead, maxResponseBytes }: ClientRequest): boolean {
    const { head } = this.#parser;
    if (head === undefined) return false;
    // RFC 9110 section 15.2: any number of interim answers; we never ask for another protocol.
    if (head.status < 200) return head.status !== 101 && ++this.#interim <= MAX_INTERIM;
    const framing = frameResponse(head, isHead);
    if (framing === undefined) return false;
    this.#hasHead = true;
    this.#keepAlive = framing.keepAlive;
    this.#idleInSeconds = framing.idleInSeconds;
    if (framing.body === 'until close') this.#untilClose = new BodyBuffer();
    else this.#body.start(framing.body, maxResponseBytes);
    if (typeof framing.body === 'number' && framing.body > maxResponseBytes) this.#failTooLarge();
    return true;
  }

  #readBody({ maxResponseBytes }: ClientRequest, from: number): void {
    if (this.#request === undefined) return; // failed on the way
    if (this.#untilClose !== undefined) {
      this.#untilClose.append(this.#input.subarray(from));
      this.#input = NOTHING;
      if (this.#untilClose.length > maxResponseBytes) this.#failTooLarge();
      return;
    }
    const progress = this.#body.read(this.#input, from);
    this.#input = this.#input.subarray(this.#body.position);
    if (progress === 'done') this.#complete(this.#body.take());
    else if (progress === 'refused') {
      if (this.#body.refusal?.status === 413) this.#failTooLarge();
      else this.#fail({ failure: 'BROKEN' });
    }
  }

  #complete(body: Uint8Array): void {
    const { head } = this.#parser;
    const request = this.#request;
    if (head === undefined || request === undefined) return;
    this.#request = undefined;
    this.#hasHead = false;
    // An answer that came before the request was sent, or with something behind it, leaves the connection in doubt.
    if (this.#keepAlive && this.#input.length === 0 && this.#socket.waitingBytes === 0) {
      this.#input = NOTHING;
      this.#socket.keepProcess(false);
      this.#keeper.idle(this, this.#idleInSeconds);
    } else {
      this.#socket.destroy();
    }
    request.done({ status: head.status, headers: head.headers, body });
  }

  #failTooLarge(): void {
    this.#fail({ failure: 'RESPONSE_TOO_LARGE', status: this.#parser.head?.status ?? 0 });
  }

  #fail(outcome: HttpOutcome): void {
    const request = this.#request;
    this.#request = undefined;
    this.#socket.destroy();
    request?.done(outcome);
  }
}

const NOTHING: Buffer = Buffer.alloc(0);
