import type { Header } from './header.ts';
import type { HttpBody } from './incoming-body.ts';

/** One exchange. Nothing in it is rewritten: the target goes out as it stands, headers keep case, order and repetition. */
export interface HttpExchange {
  readonly url: {
    readonly protocol: 'http:' | 'https:';
    /** As `URL` writes it: an IPv6 address in brackets. */
    readonly hostname: string;
    /** Empty: the protocol's own. */
    readonly port: string;
    /** Path and query; begins with a slash. */
    readonly target: string;
  };
  readonly httpMethod: string;
  /** Without Content-Length, Transfer-Encoding and Connection, which are set here; Host is set unless given. */
  readonly headers: readonly Header[];
  /** Header lines with their ends, which are sent behind `headers` as they are: the program vouches for them. */
  readonly moreLines?: readonly Uint8Array[];
  /** There will be more exchanges with the same list of `headers`, which never changes: they are checked and written once. */
  readonly recurs?: boolean;
  readonly body: Uint8Array | undefined;
  /** For the whole exchange, from the call to the last octet. */
  readonly timeoutInMillis: number;
  /** Longest response body that is read. */
  readonly maxResponseBytes: number;
  /** Longest header section of a response, all field lines with their line ends: a longer one is `BROKEN`. Default 32 KB. */
  readonly maxResponseHeaderBytes?: number;
  /** Accept any TLS certificate; default false. */
  readonly insecureSkipVerification?: boolean;
}

/** An exchange whose response body is handed on as it comes in. */
export interface HttpStreamExchange extends HttpExchange {
  /** How long the server may send nothing, before its head or within its body, while we wait for it. */
  readonly idleTimeoutInMillis: number;
}

export type HttpOutcome =
  | { readonly status: number; readonly headers: readonly Header[]; readonly body: Uint8Array }
  | HttpFailure;

/**
 * What a stream came to when its head was there. The server is held up while pieces wait to be read; a reader that stops
 * closes the connection, and so does one that never begins, at the time-out. What fails after the head throws
 * `HttpBodyError` from the body.
 */
export type HttpStreamOutcome =
  | { readonly status: number; readonly headers: readonly Header[]; readonly body: HttpBody }
  | HttpFailure;

export type HttpFailure =
  /** `NO_CONNECTION`: nobody accepted it, the request was not sent; `BROKEN`: the connection broke, or what came is not HTTP. */
  | { readonly failure: 'NO_CONNECTION' | 'TIMEOUT' | 'BROKEN' }
  /** `reportedLength`: its Content-Length; else octets of its body that had come or been announced. */
  | { readonly failure: 'RESPONSE_TOO_LARGE'; readonly status: number; readonly reportedLength: number };
