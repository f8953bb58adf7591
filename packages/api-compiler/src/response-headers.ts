import type { IntegrationResponse } from '@portico/api-model';
import type { MappingExpression } from '@portico/mapping';
import { responseOverrides } from '@portico/mapping';
import type { JavaMap } from '@portico/values';
import type { Report } from './diagnostics.ts';
import type { HeaderEntry } from './facts.ts';
import { transformFault } from './faults.ts';
import { headerName, headerText, headerValue, isHeaderName, responseHeaderName } from './header-rules.ts';
import { JSON_TYPE } from './media-type.ts';
import { compileMapping, invalidMappingKey, joined, literalOf } from './parameter-mapping.ts';
import type { ResponseScope } from './scopes.ts';

/** Mapped, not yet overridden; names in the author's case. */
export type MappedHeaders = readonly HeaderEntry[];

export interface ResponseHeaders {
  /** Read before the template runs. Throws GatewayFault DEFAULT_5XX for a body expression on broken JSON. */
  map(scope: ResponseScope): MappedHeaders;
  /**
   * What is sent: overrides win, forbidden names are remapped, Content-Type is there
   * (spec: data plane, sections 9.4, 12 and 13). Throws GatewayFault API_CONFIGURATION_ERROR for what can stand in no header.
   *
   * @param context `undefined` while nobody has read `$context`
   */
  finish(
    mapped: MappedHeaders,
    context: JavaMap | undefined,
  ): { readonly status?: number; readonly headers: MappedHeaders };
}

/** `method.response.header.{name}` mappings. */
export function compileResponseHeaders(response: IntegrationResponse, report: Report): ResponseHeaders {
  const mappings = compileMappings(response, report);
  const literals = literalEntries(mappings);
  // Headers that no request changes are finished here, once.
  const constant = literals === undefined || !literals.every(isSendable) ? undefined : { headers: sent(literals) };
  return {
    map: literals === undefined ? (scope) => evaluateAll(mappings, scope) : () => literals,
    finish(mapped, context) {
      const overrides = context === undefined ? undefined : responseOverrides(context);
      if (overrides === undefined || (overrides.status === undefined && overrides.header.size === 0)) {
        return mapped === literals && constant !== undefined ? constant : { headers: sent(mapped) };
      }
      const headers = sent(overridden(mapped, overrides.header));
      return overrides.status === undefined ? { headers } : { status: overrides.status, headers };
    },
  };
}

interface HeaderMapping {
  readonly name: string;
  readonly expression: MappingExpression;
}

const RESPONSE_HEADER = 'method.response.header.';

function compileMappings(response: IntegrationResponse, report: Report): readonly HeaderMapping[] {
  /** By lower-case name: of two that differ in case only, the later one counts. */
  const mappings = new Map<string, HeaderMapping>();
  for (const [key, text] of Object.entries(response.responseParameters)) {
    const name = key.slice(RESPONSE_HEADER.length);
    if (!key.startsWith(RESPONSE_HEADER) || !isHeaderName(name)) {
      invalidMappingKey(key, `${RESPONSE_HEADER}{name}`, report);
      continue;
    }
    const expression = compileMapping('method.response', key, text, report);
    if (expression === undefined) continue;
    const literal = literalOf(expression);
    if (literal !== undefined && headerText(literal) === undefined) {
      report.add(
        'invalid-header-value',
        `Invalid characters in the value of header ${name}: every such response becomes a 500`,
        `Correct the literal of ${key}.`,
      );
    }
    mappings.set(name.toLowerCase(), { name, expression });
  }
  return [...mappings.values()];
}

function literalEntries(mappings: readonly HeaderMapping[]): MappedHeaders | undefined {
  const entries: HeaderEntry[] = [];
  for (const { name, expression } of mappings) {
    const literal = literalOf(expression);
    if (literal === undefined) return undefined;
    entries.push([name, literal]);
  }
  return entries;
}

function isSendable([, value]: HeaderEntry): boolean {
  return headerText(value) !== undefined;
}

function evaluateAll(mappings: readonly HeaderMapping[], scope: ResponseScope): MappedHeaders {
  const headers: HeaderEntry[] = [];
  for (const { name, expression } of mappings) {
    const value = evaluate(expression, scope);
    if (value !== undefined) headers.push([name, joined(value)]);
  }
  return headers;
}

function evaluate(expression: MappingExpression, scope: ResponseScope): string | readonly string[] | undefined {
  try {
    return expression.evaluate(scope);
  } catch (thrown) {
    throw transformFault('response', thrown);
  }
}

function overridden(mapped: MappedHeaders, overrides: ReadonlyMap<string, string>): MappedHeaders {
  const headers = new Map(mapped.map((entry) => [entry[0].toLowerCase(), entry]));
  for (const [name, value] of overrides) headers.set(name.toLowerCase(), [headerName(name), value]);
  return [...headers.values()];
}

function sent(headers: MappedHeaders): MappedHeaders {
  const sending: HeaderEntry[] = [];
  let hasContentType = false;
  for (const [name, value] of headers) {
    const sentName = responseHeaderName(name);
    if (sentName === undefined) continue;
    if (name.length === CONTENT_TYPE.length && name.toLowerCase() === CONTENT_TYPE) hasContentType = true;
    sending.push([sentName, headerValue(name, value)]);
  }
  return hasContentType ? sending : [JSON_CONTENT, ...sending];
}

const CONTENT_TYPE = 'content-type';
/** The Content-Type of a reply that has none of its own. */
export const JSON_CONTENT: HeaderEntry = ['Content-Type', JSON_TYPE];
