import { BodyBuffer } from './body-buffer.ts';
import type { ByteSocket, ByteSocketEvents } from './byte-socket.ts';
import type { Origin } from './connection-pool.ts';
import type { Expiring } from './deadlines.ts';
import type { Header } from './header.ts';
import type { HttpExchange, HttpFailure, HttpOutcome } from './http-exchange.ts';
import { IncomingBody } from './incoming-body.ts';
import { MAX_QUEUED_BYTES } from './input-queue.ts';
import { MessageBody } from './message-body.ts';
import type { OutputBuffer } from './output-buffer.ts';
import type { ResponseFields } from './response-framing.ts';
import { frameResponse } from './response-framing.ts';
import type { ResponseHead } from './response-head-parser.ts';
import { ResponseHeadParser } from './response-head-parser.ts';

/** An exchange, and who hears of its answer. */
export interface ClientRequest {
  readonly exchange: HttpExchange;
  /** Called once, when the exchange is over. The body of one that is streamed is empty here. */
  readonly done: (outcome: HttpOutcome) => void;
  readonly streaming: ResponseStreaming | undefined;
}

/** Of an exchange whose response body is handed on as it comes in. */
export interface ResponseStreaming {
  readonly begun: (answer: { status: number; headers: readonly Header[]; body: IncomingBody }) => void;
  /** The server has sent something, or is free to again. */
  readonly moved: () => void;
}

/** What becomes of a connection after an exchange. */
export interface ConnectionKeeper {
  /** The connection may carry another exchange. `idleInSeconds`: how long its server says it keeps it. */
  readonly idle: (connection: ClientConnection, idleInSeconds: number | undefined) => void;
  readonly closed: (connection: ClientConnection) => void;
}

/** All field lines of a response together, where an exchange names no limit. */
const DEFAULT_HEADER_BYTES = 32 * 1024;
const MAX_HEADERS = 256;
/** More interim answers than anybody sends. */
const MAX_INTERIM = 100;

/** A connection to a server: one exchange at a time, and only whole and unambiguous answers count. */
export class ClientConnection implements ByteSocketEvents, Expiring {
  readonly origin: Origin;
  deadline: number = Number.POSITIVE_INFINITY;
  /** While it is idle: when it may no longer be used, on the clock of `performance.now`. */
  idleUntil = 0;
  /** While it is idle: it no longer keeps the process alive. */
  isLetGo = false;
  readonly #socket: ByteSocket;
  readonly #output: OutputBuffer;
  readonly #keeper: ConnectionKeeper;
  readonly #limits: { maxHeaderBytes: number; maxHeaders: number } = {
    maxHeaderBytes: DEFAULT_HEADER_BYTES,
    maxHeaders: MAX_HEADERS,
  };
  readonly #parser: ResponseHeadParser = new ResponseHeadParser(this.#limits);
  readonly #body: MessageBody = new MessageBody(this.#limits);
  #untilClose: BodyBuffer | undefined;
  #untilCloseBytes = 0;
  #request: ClientRequest | undefined;
  /** Of the output, when the request was handed to it: the next one takes it along. */
  #flushesBefore = 0;
  /** The body of the response, where it is handed on as it comes in. */
  #stream: IncomingBody | undefined;
  #paused = false;
  /** What has come and could not be used yet. */
  #input: Buffer | undefined;
  #interim = 0;
  #hasHead = false;
  #keepAlive = false;
  #idleInSeconds: number | undefined;

  constructor(origin: Origin, socket: ByteSocket, output: OutputBuffer, keeper: ConnectionKeeper) {
    this.origin = origin;
    this.#socket = socket;
    this.#output = output;
    this.#keeper = keeper;
  }

  /**
   * Sends the request whose head has been written to the output, and its body.
   * @param now on the clock of `performance.now`
   */
  send(request: ClientRequest, now?: number): void {
    this.#request = request;
    this.#interim = 0;
    const { body, maxResponseHeaderBytes = DEFAULT_HEADER_BYTES } = request.exchange;
    this.#limits.maxHeaderBytes = maxResponseHeaderBytes;
    this.#flushesBefore = this.#output.flushes;
    this.#output.send(this.#socket);
    if (body !== undefined && body.length > 0) this.#output.octets(this.#socket, body);
    this.#output.flushAfterRound(now);
  }

  /** Of an idle connection. */
  destroy(): void {
    this.#socket.destroy();
  }

  /** Whether it keeps the process alive; it does at first. */
  keepProcess(keep: boolean): void {
    this.#socket.keepProcess(keep);
  }

  /** The exchange has taken too long. */
  expire(): void {
    this.#fail({ failure: 'TIMEOUT' });
  }

  received(octets: Buffer): void {
    // Octets that nobody asked for would be taken for the next answer.
    if (this.#request === undefined) {
      this.#socket.destroy();
      return;
    }
    this.#request.streaming?.moved();
    const input = this.#input === undefined ? octets : Buffer.concat([this.#input, octets]);
    this.#input = undefined;
    this.#read(this.#request, input);
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

  #read(request: ClientRequest, input: Buffer): void {
    let at = 0;
    while (!this.#hasHead) {
      const progress = this.#parser.parse(input, at);
      at = this.#parser.position;
      if (progress === 'incomplete') {
        this.#keep(input, at);
        return;
      }
      if (progress === 'refused' || !this.#begin(request)) {
        this.#fail({ failure: 'BROKEN' });
        return;
      }
    }
    this.#readBody(request, input, at);
  }

  /** What is left of the input, for when more has come. */
  #keep(input: Buffer, from: number): void {
    if (from < input.length) this.#input = from === 0 ? input : input.subarray(from);
  }

  /** @returns false when the answer cannot be read */
  #begin({ exchange, streaming }: ClientRequest): boolean {
    const { head } = this.#parser;
    if (head === undefined) return false;
    // RFC 9110 section 15.2: any number of interim answers; we never ask for another protocol.
    if (head.status < 200) return head.status !== 101 && ++this.#interim <= MAX_INTERIM;
    const fields = head.fields.framing;
    const framing = fields && frameResponse(head.status, head.minorVersion, fields, exchange.httpMethod === 'HEAD');
    if (framing === undefined) return false;
    this.#hasHead = true;
    this.#keepAlive = framing.keepAlive;
    this.#idleInSeconds = fields?.idleInSeconds;
    if (framing.body === 'until close') this.#untilClose = new BodyBuffer();
    else this.#body.start(framing.body, exchange.maxResponseBytes);
    if (typeof framing.body === 'number' && framing.body > exchange.maxResponseBytes) this.#failTooLarge(framing.body);
    else if (streaming !== undefined) this.#beginStream(head, streaming);
    return true;
  }

  #beginStream(head: ResponseHead, streaming: ResponseStreaming): void {
    const stream = new IncomingBody({
      wanted: () => {
        if (this.#stream !== stream || !this.#paused) return;
        this.#paused = false;
        streaming.moved();
        this.#socket.resume();
      },
      left: () => {
        if (this.#stream === stream) this.#fail({ failure: 'BROKEN' });
      },
    });
    this.#stream = stream;
    streaming.begun({ status: head.status, headers: head.fields.headers, body: stream });
  }

  #readBody({ exchange }: ClientRequest, input: Buffer, from: number): void {
    if (this.#request === undefined) return; // failed on the way
    if (this.#untilClose !== undefined) {
      this.#readUntilClose(this.#untilClose, input.subarray(from), exchange.maxResponseBytes);
      return;
    }
    const progress = this.#body.read(input, from);
    this.#keep(input, this.#body.position);
    if (this.#stream !== undefined) this.#handOn(this.#stream, this.#body.take());
    if (progress === 'done') this.#complete(this.#body.take());
    else if (progress === 'refused') {
      if (this.#body.refusal?.status === 413) this.#failTooLarge(this.#body.announcedBytes);
      else this.#fail({ failure: 'BROKEN' });
    }
  }

  #readUntilClose(body: BodyBuffer, piece: Buffer, maxResponseBytes: number): void {
    this.#untilCloseBytes += piece.length;
    if (this.#untilCloseBytes > maxResponseBytes) this.#failTooLarge(this.#untilCloseBytes);
    else if (this.#stream !== undefined) this.#handOn(this.#stream, piece);
    else body.append(piece);
  }

  #handOn(stream: IncomingBody, piece: Uint8Array): void {
    stream.push(piece);
    if (stream.waitingBytes <= MAX_QUEUED_BYTES || this.#paused) return;
    this.#paused = true;
    this.#socket.pause();
  }

  #complete(body: Uint8Array): void {
    const { head } = this.#parser;
    const request = this.#request;
    if (head === undefined || request === undefined) return;
    this.#request = undefined;
    this.deadline = Number.POSITIVE_INFINITY;
    this.#hasHead = false;
    this.#stream?.finish(this.#body.trailers);
    this.#stream = undefined;
    if (this.#paused) this.#socket.resume();
    this.#paused = false;
    // An answer that came before the request was sent, or with something behind it, leaves the connection in doubt.
    const isSent = this.#output.flushes > this.#flushesBefore && this.#socket.waitingBytes === 0;
    if (this.#keepAlive && this.#input === undefined && isSent) {
      this.#keeper.idle(this, this.#idleInSeconds);
    } else {
      this.#socket.destroy();
    }
    request.done(new ReceivedAnswer(head.status, head.fields, body));
  }

  #failTooLarge(reportedLength: number): void {
    this.#fail({ failure: 'RESPONSE_TOO_LARGE', status: this.#parser.head?.status ?? 0, reportedLength });
  }

  #fail(outcome: HttpFailure): void {
    const request = this.#request;
    const stream = this.#stream;
    this.#request = undefined;
    this.deadline = Number.POSITIVE_INFINITY;
    this.#stream = undefined;
    this.#socket.destroy();
    stream?.fail(BODY_FAILURES[outcome.failure]);
    request?.done(outcome);
  }
}

/** Its headers are made when somebody asks for them. */
class ReceivedAnswer {
  readonly status: number;
  readonly body: Uint8Array;
  readonly #fields: ResponseFields;

  constructor(status: number, fields: ResponseFields, body: Uint8Array) {
    this.status = status;
    this.body = body;
    this.#fields = fields;
  }

  get headers(): readonly Header[] {
    return this.#fields.headers;
  }
}

const BODY_FAILURES = {
  NO_CONNECTION: 'BROKEN',
  BROKEN: 'BROKEN',
  TIMEOUT: 'TIMEOUT',
  RESPONSE_TOO_LARGE: 'TOO_LARGE',
} as const;
