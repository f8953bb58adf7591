import { Token } from 'aws-cdk-lib';
import type { SageMakerMethodOptions } from './props.ts';
import type { TemplateFinding } from './template-findings.ts';

/** Every `{name}` and `{name+}` of a resource path, as a request parameter. */
export function pathParameters(resourcePath: string): readonly string[] {
  return Array.from(resourcePath.matchAll(/\{([^{}+]+)\+?\}/g), ([, name]) => `method.request.path.${name}`);
}

/** What the method declares: the caller's parameters, and those that the cache key needs. */
export function declaredParameters(
  { requestParameters = {}, requiredQueryParameters = [], cache }: SageMakerMethodOptions,
  resourcePath: string,
): Record<string, boolean> {
  const declared: Record<string, boolean> = { ...requestParameters };
  for (const name of requiredQueryParameters) declared[`method.request.querystring.${name}`] = true;
  if (cache === undefined) return declared;
  const variables = pathParameters(resourcePath);
  for (const name of cache.keyParameters ?? variables) declared[name] ??= variables.includes(name);
  return declared;
}

/** The parameters that tell one cached answer from another; none without a cache. */
export function cacheKeyParameters(options: SageMakerMethodOptions, resourcePath: string): readonly string[] {
  if (options.cache === undefined) return [];
  return options.cache.keyParameters ?? Object.keys(declaredParameters(options, resourcePath));
}

/** Parameters that a request template reads and that the cache key does not hold: different requests get one answer. */
export function findUncachedParameters(template: string, key: readonly string[]): readonly TemplateFinding[] {
  if (Token.isUnresolved(template)) return [];
  const known = new Set(key.map((parameter) => parameter.replace(/^method\.request\.[a-z]+\./, '')));
  const findings = new Map<string, TemplateFinding>();
  for (const { 1: name = '', index } of template.matchAll(/\$!?\{?input\.params\(\s*['"]([^'"\s]+)['"]\s*\)/g)) {
    if (known.has(name) || findings.has(name)) continue;
    const before = template.slice(0, index).split(/\r\n|\r|\n/);
    findings.set(name, {
      code: 'parameter-not-in-cache-key',
      severity: 'warning',
      message: `requests that differ only in '${name}' get the same cached answer: name it in cache.keyParameters, or declare it`,
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
    });
  }
  return [...findings.values()];
}
