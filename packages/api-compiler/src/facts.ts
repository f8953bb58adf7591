import type { ParameterValues, RequestParameters } from '@portico/mapping';
import type { Payload } from '@portico/values';
import type { PathAndQuery } from './path-and-query.ts';
import { QueryParameters } from './query-parameters.ts';

/** A header as it was received or will be sent: name in its own case, one entry for each occurrence, in order. */
export type HeaderEntry = readonly [name: string, value: string];

/** What the listener knows: one request, addressed to one stage. Nothing in it has been decoded yet. */
export interface Received {
  readonly ids: RequestIds;
  /** Epoch milliseconds. */
  readonly receivedAtInMillis: number;
  /** The verb as sent, or as `X-HTTP-Method-Override` names it. */
  readonly httpMethod: string;
  /** `$context.path`: `/{stage}` and the raw path below it (`/test/pets/1%2F2/`). */
  readonly path: string;
  /** What of the request target stands below the stage. */
  readonly belowStage: PathAndQuery;
  readonly headers: readonly HeaderEntry[];
  readonly body: Payload;
  readonly sourceIp: string;
  /** Verb and target as they came: what a signature covers. Absent where no listener received the request. */
  readonly requestLine?: { readonly method: string; readonly target: string } | undefined;
  /** The Host of the request, with or without port. */
  readonly host: string;
}

/** Who asks for a text has it made: few requests do. */
export interface RequestIds {
  /** `$context.requestId`, a UUID. */
  readonly requestId: string;
  /** `$context.extendedRequestId`: about 16 base64 characters. */
  readonly extendedRequestId: string;
  /** The header lines of both, as every answer has them. */
  readonly lines: Uint8Array;
}

/** What the integration answered. A failure to answer is a GatewayFault. */
export interface IntegrationAnswer {
  /** `undefined`: a MOCK whose request names no status; the default integration response answers. */
  readonly status: number | undefined;
  readonly headers: readonly HeaderEntry[];
  readonly body: Payload;
  /** The body where it is handed on as it comes in; `body` is empty then. Who does not read it gives it up by `return`. */
  readonly stream?: AsyncIterable<Uint8Array>;
}

/** What the caller gets. */
export interface Reply {
  readonly status: number;
  readonly headers: readonly HeaderEntry[];
  /** What the gateway itself says behind `headers`, as it is sent: lines with their ends. */
  readonly moreLines?: readonly Uint8Array[];
  readonly body: Payload;
  /** As in an {@link IntegrationAnswer}. */
  readonly stream?: AsyncIterable<Uint8Array>;
}

/** The request as mappings and templates read it: decoded on first use, at most once. */
export class DecodedParameters implements RequestParameters {
  readonly path: ParameterValues<string>;
  readonly #belowStage: PathAndQuery;
  readonly #headers: readonly HeaderEntry[];
  #querystring: QueryParameters | undefined;
  #header: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(received: Received, path: ParameterValues<string>) {
    this.path = path;
    this.#belowStage = received.belowStage;
    this.#headers = received.headers;
  }

  /** Names and values decoded, repetitions in order. */
  get querystring(): ParameterValues<readonly string[]> {
    this.#querystring ??= new QueryParameters(this.#belowStage);
    return this.#querystring;
  }

  /** Names in the case of their first occurrence; the hop-by-hop ones that API Gateway never accepts from a client are absent. */
  get header(): ReadonlyMap<string, readonly string[]> {
    this.#header ??= visibleHeaders(this.#headers);
    return this.#header;
  }
}

/** Spec: data plane, section 9.5, recorded: never accepted from the client. */
const INVISIBLE_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'transfer-encoding',
  'trailer',
  'upgrade',
  'www-authenticate',
]);

/** Whether a client may send the header: others exist for no mapping, template or proxy. */
export function isAcceptedRequestHeader(lowerCaseName: string): boolean {
  return !INVISIBLE_HEADERS.has(lowerCaseName);
}

function visibleHeaders(headers: readonly HeaderEntry[]): ReadonlyMap<string, readonly string[]> {
  const visible = new Map<string, string[]>();
  const names = new Map<string, string>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (INVISIBLE_HEADERS.has(lower)) continue;
    const known = names.get(lower);
    if (known === undefined) {
      names.set(lower, name);
      visible.set(name, [value]);
    } else {
      visible.get(known)?.push(value);
    }
  }
  return visible;
}

/** The last value of a header, whatever its case. */
export function lastHeader(headers: readonly HeaderEntry[], lowerCaseName: string): string | undefined {
  for (let at = headers.length - 1; at >= 0; at--) {
    const entry = headers[at];
    if (entry !== undefined && entry[0].length === lowerCaseName.length && entry[0].toLowerCase() === lowerCaseName)
      return entry[1];
  }
  return undefined;
}
