import { readdirSync, readFileSync } from 'node:fs';
import type { Header } from './header.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';
import type { HttpServer } from './http-server.ts';
import { createHttpServer } from './http-server.ts';
import { AT_ONCE, MemorySocket } from './memory-socket.ts';

type Text = string | readonly (string | { readonly repeat: string; readonly times: number })[];

export interface ConformanceCase {
  readonly id: string;
  readonly why: string;
  readonly input: Text;
  readonly statuses: readonly number[];
  readonly requests: readonly ExpectedRequest[];
  readonly end: 'open' | 'closed';
  readonly answerHeaders?: readonly Header[];
}

interface ExpectedRequest {
  readonly method: string;
  readonly target: Text;
  readonly host?: string;
  readonly httpVersion?: string;
  readonly headers?: readonly Header[];
  readonly body?: Text;
  readonly trailers?: readonly Header[];
}

/** A request as the handler got it; its body as Latin-1. */
export interface SeenRequest extends HttpRequest {
  readonly body: string;
  readonly trailers: readonly Header[];
}

export interface Outcome {
  readonly statuses: readonly number[];
  readonly requests: readonly SeenRequest[];
  readonly end: 'open' | 'closed';
  readonly sent: string;
}

export const MAX_BODY_BYTES = 1000;

const FOLDER = new URL('../../../conformance/http1/', import.meta.url);

export function readCases(): ReadonlyMap<string, readonly ConformanceCase[]> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return new Map(files.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))]));
}

export function textOf(text: Text): string {
  if (typeof text === 'string') return text;
  return text.map((part) => (typeof part === 'string' ? part : part.repeat.repeat(part.times))).join('');
}

/** A server that answers 200 and keeps what it was given. */
export function recordingServer(): { readonly server: HttpServer; readonly requests: SeenRequest[] } {
  const requests: SeenRequest[] = [];
  const server = createHttpServer({
    rounds: AT_ONCE,
    onHead: (request) => ({
      maxBodyBytes: MAX_BODY_BYTES,
      tooLarge: () => TOO_LARGE,
      handle(body, trailers) {
        requests.push({ ...request, body: Buffer.from(body).toString('latin1'), trailers });
        return OK;
      },
    }),
    onFailure: (failure) => {
      throw failure;
    },
  });
  return { server, requests };
}

/** Gives the pieces to a connection, one after the other, until it has ended. */
export function deliver(
  { server, requests }: ReturnType<typeof recordingServer>,
  pieces: Iterable<Uint8Array>,
): Outcome {
  const socket = new MemorySocket();
  const events = server.accept(socket);
  socket.events = events;
  requests.length = 0;
  for (const piece of pieces) events.received(Buffer.from(piece));
  const { sent } = socket;
  const outcome: Outcome = {
    statuses: statusesOf(sent),
    requests: [...requests],
    end: socket.isEnded || socket.isDestroyed ? 'closed' : 'open',
    sent: sent.replace(/^Date: .*\r\n/gm, ''),
  };
  socket.destroy();
  return outcome;
}

/** Bodies of answers hold no status lines. */
export function statusesOf(sent: string): readonly number[] {
  return Array.from(sent.matchAll(/HTTP\/1\.1 (\d{3}) /g), ([, status]) => Number(status));
}

const respond = (status: number): HttpResponse => {
  const body = Buffer.from('{}');
  return { status, headers: [['Content-Type', 'application/json']], body: { bytes: () => body } };
};
const OK = respond(200);
const TOO_LARGE = respond(413);
