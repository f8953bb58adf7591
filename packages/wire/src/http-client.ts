import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

type Header = readonly [name: string, value: string];

/** One exchange. Nothing in it is rewritten: the target goes out as it stands, headers keep case, order and repetition. */
export interface HttpExchange {
  readonly url: {
    readonly protocol: 'http:' | 'https:';
    readonly hostname: string;
    /** Empty: the protocol's own. */
    readonly port: string;
    /** Path and query; begins with a slash. */
    readonly target: string;
  };
  readonly httpMethod: string;
  /** Without Host, Content-Length and connection headers, which are set here unless Host is given. */
  readonly headers: readonly Header[];
  readonly body: Uint8Array | undefined;
  /** For the whole exchange, from the call to the last byte. */
  readonly timeoutInMillis: number;
  /** Longest response body that is read. */
  readonly maxResponseBytes: number;
  /** Accept any TLS certificate; default false. */
  readonly insecureSkipVerification?: boolean;
}

export type HttpOutcome =
  | { readonly status: number; readonly headers: readonly Header[]; readonly body: Uint8Array }
  /** `NO_CONNECTION`: nobody accepted it, the request was not sent; `BROKEN`: the connection broke, or what came is not HTTP. */
  | { readonly failure: 'NO_CONNECTION' | 'TIMEOUT' | 'BROKEN' }
  | { readonly failure: 'RESPONSE_TOO_LARGE'; readonly status: number };

export interface HttpClient {
  /** Sent at most once; redirects are not followed. Never rejects, but for header values that HTTP does not allow. */
  send(exchange: HttpExchange): Promise<HttpOutcome>;
  /** Closes the connections that are kept open. */
  close(): void;
}

/** Keeps connections open between exchanges. Not `fetch`: that rewrites paths, headers and encodings. */
export function createHttpClient(): HttpClient {
  const http = new HttpAgent({ keepAlive: true });
  const https = new HttpsAgent({ keepAlive: true });
  const unverified = new HttpsAgent({ keepAlive: true, rejectUnauthorized: false });

  function open(exchange: HttpExchange): ClientRequest {
    const { url, httpMethod, headers, body, insecureSkipVerification = false } = exchange;
    const secure = url.protocol === 'https:';
    const options = {
      // `URL` writes an IPv6 address in brackets, sockets do not.
      hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
      path: url.target,
      method: httpMethod,
      headers: headerList(headers, url, body),
    };
    if (!secure) return httpRequest({ ...options, agent: http });
    return httpsRequest({ ...options, agent: insecureSkipVerification ? unverified : https });
  }

  return {
    send: (exchange) =>
      new Promise((resolve) => {
        const sent = open(exchange);
        const finish = (outcome: HttpOutcome): void => {
          clearTimeout(timer);
          resolve(outcome);
          if ('failure' in outcome) sent.destroy();
        };
        const timer = setTimeout(() => finish({ failure: 'TIMEOUT' }), exchange.timeoutInMillis);
        sent.on('error', (error) => finish({ failure: isUnconnected(error) ? 'NO_CONNECTION' : 'BROKEN' }));
        sent.on('response', (response) => collect(response, exchange.maxResponseBytes, finish));
        sent.end(exchange.body);
      }),
    close() {
      http.destroy();
      https.destroy();
      unverified.destroy();
    },
  };
}

function headerList(headers: readonly Header[], url: HttpExchange['url'], body: Uint8Array | undefined): string[] {
  const list: string[] = [];
  if (!headers.some(([name]) => name.toLowerCase() === 'host')) {
    list.push('Host', url.port === '' ? url.hostname : `${url.hostname}:${url.port}`);
  }
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

function pairs(rawHeaders: readonly string[]): readonly Header[] {
  const list: Header[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) list.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return list;
}
