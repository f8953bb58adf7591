import type { Header } from './header.ts';

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
  readonly body: Uint8Array | undefined;
  /** For the whole exchange, from the call to the last octet. */
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
