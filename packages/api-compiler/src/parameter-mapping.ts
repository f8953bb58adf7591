import type { MappingExpression, MappingSource } from '@portico/mapping';
import { compileMappingExpression } from '@portico/mapping';
import type { Report } from './diagnostics.ts';

/** Where a mapping stands, which decides what its expression may read (spec: data plane, sections 9.1, 12 and 14). */
export type MappingPlace = 'integration.request' | 'method.response' | 'gatewayresponse';

/** `undefined`, and an error reported, for text that is no expression or reads what its place does not have. */
export function compileMapping(
  place: MappingPlace,
  key: string,
  text: string,
  report: Report,
): MappingExpression | undefined {
  const expression = compileMappingExpression(text);
  const remedy = `Correct the expression ${text} of ${key}.`;
  for (const { message } of expression.diagnostics) report.add('invalid-mapping-expression', message, remedy);
  if (expression.diagnostics.length > 0) return undefined;
  if (!READABLE[place].has(expression.source.kind)) {
    report.add('invalid-mapping-expression', `Invalid mapping expression specified: ${text}`, remedy);
    return undefined;
  }
  return expression;
}

/** A key that is none of its place. */
export function invalidMappingKey(key: string, form: string, report: Report): void {
  report.add('invalid-mapping-expression', `Invalid mapping expression specified: ${key}`, `Write ${form}.`);
}

/** The value, when it is the same for every request. */
export function literalOf(expression: MappingExpression): string | undefined {
  return expression.source.kind === 'literal' ? expression.source.value : undefined;
}

export function joined(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : value.join(',');
}

type SourceKind = MappingSource['kind'];

const ANYWHERE: readonly SourceKind[] = ['literal', 'stageVariables', 'context'];

const READABLE: Readonly<Record<MappingPlace, ReadonlySet<SourceKind>>> = {
  'integration.request': new Set<SourceKind>([...ANYWHERE, 'method.request', 'method.request.body']),
  'method.response': new Set<SourceKind>([...ANYWHERE, 'integration.response', 'integration.response.body']),
  gatewayresponse: new Set<SourceKind>([...ANYWHERE, 'method.request']),
};
