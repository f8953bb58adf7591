import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface HttpClientOptions {
  /** `http:` or `https:`; its path is put in front of every target. */
  readonly url: URL;
  /** For a whole exchange, from the call to the last byte. */
  readonly timeoutInMillis: number;
  /** Longest response body that is read. */
  readonly maxResponseBytes: number;
}

export interface HttpClient {
  /** The URL of an encoded path that starts with a slash. */
  target(path: string): URL;
  /** One exchange; the request is sent once. The promise never rejects, but for header values that HTTP does not allow. */
  send(
    method: 'GET' | 'POST',
    target: URL,
    headers: readonly (readonly [string, string])[],
    body: Uint8Array | undefined,
    timeoutInMillis?: number,
  ): Promise<HttpOutcome>;
}

export type HttpOutcome = HttpAnswer | HttpFailure;

export interface HttpAnswer {
  readonly status: number;
  /** As received: order, case and repetition. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

export type HttpFailure =
  /** Nobody accepted the connection: the request was not sent. */
  | { readonly failure: 'NO_CONNECTION' }
  | { readonly failure: 'TIMEOUT' }
  /** The connection broke, or what came is not HTTP. */
  | { readonly failure: 'BROKEN' }
  | { readonly failure: 'RESPONSE_TOO_LARGE'; readonly status: number };

/** Keeps connections open between exchanges. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { url, maxResponseBytes } = options;
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:') throw new RangeError(`${url.href} is not an http or https address`);
  const agent = secure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const open: (target: URL, options: RequestOptions) => ClientRequest = secure ? httpsRequest : httpRequest;
  const prefix = url.href.replace(/[?#].*$/, '').replace(/\/+$/, '');

  return {
    target: (path) => new URL(`${prefix}${path}`),
    send: (method, target, headers, body, timeoutInMillis = options.timeoutInMillis) =>
      new Promise((resolve) => {
        const sent = open(target, { agent, method, headers: headerList(headers, body) });
        const finish = (outcome: HttpOutcome): void => {
          clearTimeout(timer);
          resolve(outcome);
          if ('failure' in outcome) sent.destroy();
        };
        const timer = setTimeout(() => finish({ failure: 'TIMEOUT' }), timeoutInMillis);
        sent.on('error', (error) => finish({ failure: isUnconnected(error) ? 'NO_CONNECTION' : 'BROKEN' }));
        sent.on('response', (response) => collect(response, maxResponseBytes, finish));
        sent.end(body);
      }),
  };
}

function headerList(headers: readonly (readonly [string, string])[], body: Uint8Array | undefined): string[] {
  const list: string[] = [];
  for (const [name, value] of headers) list.push(name, value);
  if (body !== undefined) list.push('Content-Length', String(body.length));
  return list;
}

const UNCONNECTED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

function isUnconnected(error: Error & { readonly code?: unknown }): boolean {
  return UNCONNECTED.has(error.code);
}

function collect(response: IncomingMessage, maxBytes: number, finish: (outcome: HttpOutcome) => void): void {
  const status = response.statusCode ?? 0;
  const chunks: Uint8Array[] = [];
  let length = 0;
  response.on('data', (chunk: Uint8Array) => {
    length += chunk.length;
    if (length > maxBytes) finish({ failure: 'RESPONSE_TOO_LARGE', status });
    else chunks.push(chunk);
  });
  response.on('error', () => finish({ failure: 'BROKEN' }));
  response.on('aborted', () => finish({ failure: 'BROKEN' }));
  response.on('end', () => {
    if (!response.complete) return finish({ failure: 'BROKEN' });
    const [first] = chunks;
    const body = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
    finish({ status, headers: pairs(response.rawHeaders), body });
  });
}

function pairs(rawHeaders: readonly string[]): (readonly [string, string])[] {
  const list: (readonly [string, string])[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) list.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '']);
  return list;
}
