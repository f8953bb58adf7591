import type { JavaMap, Payload } from '@portico/values';

/**
 * The parameters of the method request. Names are case-sensitive, as sent. `path` values stay encoded as they came,
 * `querystring` values are decoded. Of several values the single-value views take the last; no list is empty.
 */
export interface RequestParameters {
  readonly path: ParameterValues<string>;
  readonly querystring: ParameterValues<readonly string[]>;
  readonly header: ParameterValues<readonly string[]>;
}

/** The parameters of one place by their names; a Map is one. */
export interface ParameterValues<V> extends Iterable<readonly [name: string, value: V]> {
  get(name: string): V | undefined;
}

/** What a mapping template or a mapping expression can see in one phase of one request. */
export interface MappingScope {
  readonly params: RequestParameters;
  /** The body of the method request, in both phases. */
  readonly requestBody: Payload;
  /** `$input`: the method request's body in the request phase, the backend's in the response phase. */
  readonly body: Payload;
  /** The backend's headers, in the response phase only. Names are lower case: HTTP header names have no case, and backends differ in it. */
  readonly responseHeaders?: ReadonlyMap<string, readonly string[]>;
  /** `$context`. May be a getter that builds the map at its first use: it is read only when something names it. */
  readonly context: JavaMap;
  readonly stageVariables: ReadonlyMap<string, string>;
}

/** The value that single-value views show: the last. */
export function lastOf(values: readonly string[] | undefined): string | undefined {
  return values === undefined ? undefined : values[values.length - 1];
}
