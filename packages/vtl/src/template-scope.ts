import type { Value } from '@portico/values';
import { JavaMap } from '@portico/values';

/** The variables that a template finds: `undefined` and null both mean "no such variable". Roots may be built on demand. */
export interface TemplateScope {
  get(name: string): Value | undefined;
}

export function toTemplateScope(context: JavaMap | TemplateScope): TemplateScope {
  return context instanceof JavaMap ? { get: (name) => context.get(name) } : context;
}
