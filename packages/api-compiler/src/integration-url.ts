import { configurationFault } from './faults.ts';
import { compileUri, percentEncoded } from './uri-template.ts';

/** A rendered HTTP endpoint. The path goes out as it was written: dot segments and escapes stay. */
export interface IntegrationUrl {
  readonly protocol: 'http:' | 'https:';
  readonly hostname: string;
  /** Empty: the protocol's own. */
  readonly port: string;
  /** Path and query; begins with a slash. Visible ASCII only. */
  readonly target: string;
}

export interface UrlTemplate {
  /** What is rendered where no query is added, when nothing in it depends on the request or stage: always the same object. */
  readonly constant: IntegrationUrl | undefined;
  /** `undefined` when stage variables or path parameters decide; `false` for an address that no request can reach. */
  readonly isValid: boolean | undefined;
  /** Throws GatewayFault API_CONFIGURATION_ERROR `Invalid endpoint address`. */
  render(
    pathParameters: ReadonlyMap<string, string>,
    stageVariables: ReadonlyMap<string, string>,
    query: ReadonlyMap<string, readonly string[]>,
    /** Of the client, as it came: stands before `query`. */
    rawQuery?: string,
  ): IntegrationUrl;
}

/** Scheme and authority are read once where nothing in them is filled in later (spec: data plane, sections 9.6 and 11.3). */
export function compileUrl(uri: string): UrlTemplate {
  const [, fixedOrigin, rest = ''] = FIXED_ORIGIN.exec(uri) ?? [];
  if (fixedOrigin === undefined) {
    const whole = compileUri(uri);
    return {
      constant: undefined,
      isValid: whole.constant === undefined ? undefined : false,
      render(pathParameters, stageVariables, query, rawQuery) {
        const [, origin, below = ''] = ORIGIN.exec(whole.render(pathParameters, stageVariables)) ?? [];
        return locate(originOf(origin), below, rawQuery, query);
      },
    };
  }
  const origin = originOf(fixedOrigin);
  const below = compileUri(rest);
  const constant =
    origin === undefined || below.constant === undefined ? undefined : { ...origin, target: targetOf(below.constant) };
  return {
    constant,
    isValid: origin !== undefined,
    render(pathParameters, stageVariables, query, rawQuery = '') {
      if (constant === undefined) return locate(origin, below.render(pathParameters, stageVariables), rawQuery, query);
      if (query.size === 0 && rawQuery === '') return constant;
      return { ...constant, target: withQuery(withRawQuery(constant.target, rawQuery), query) };
    },
  };
}

const FIXED_ORIGIN = /^(https?:\/\/[^/?#{}$]+)((?:[/?#].*)?)$/is;
const ORIGIN = /^(https?:\/\/[^/?#]+)(.*)$/is;

type Origin = Omit<IntegrationUrl, 'target'>;

function originOf(text: string | undefined): Origin | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, hostname, port } = new URL(text);
  return protocol === 'http:' || protocol === 'https:' ? { protocol, hostname, port } : undefined;
}

function locate(
  origin: Origin | undefined,
  below: string,
  rawQuery: string | undefined,
  query: ReadonlyMap<string, readonly string[]>,
): IntegrationUrl {
  if (origin === undefined) throw configurationFault('Invalid endpoint address');
  const { protocol, hostname, port } = origin;
  return { protocol, hostname, port, target: withQuery(withRawQuery(targetOf(below), rawQuery), query) };
}

/** Path and query of a request to an AWS service. */
export function serviceTarget(below: string, query: ReadonlyMap<string, readonly string[]>): string {
  return withQuery(targetOf(below), query);
}

function targetOf(below: string): string {
  const fragment = below.indexOf('#');
  const target = percentEncoded(fragment === -1 ? below : below.slice(0, fragment), NOT_VISIBLE_ASCII);
  return target.startsWith('/') ? target : `/${target}`;
}

const NOT_VISIBLE_ASCII = /[^\x21-\x7e]/gu;

function withRawQuery(target: string, rawQuery: string | undefined): string {
  if (rawQuery === undefined || rawQuery === '') return target;
  // Octets beyond ASCII are no part of a URL; each becomes its escape.
  const query = rawQuery.replace(
    /[^\x21-\x7e]/g,
    (octet) => `%${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return `${target}${target.includes('?') ? '&' : '?'}${query}`;
}

function withQuery(target: string, query: ReadonlyMap<string, readonly string[]>): string {
  if (query.size === 0) return target;
  let text = target;
  let separator = target.includes('?') ? '&' : '?';
  for (const [name, values] of query) {
    for (const value of values) {
      text += `${separator}${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`;
      separator = '&';
    }
  }
  return text;
}
