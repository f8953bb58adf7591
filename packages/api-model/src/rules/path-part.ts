/** What one segment of a resource path is. */
export type PathPart =
  | { readonly kind: 'literal' }
  | { readonly kind: 'variable' | 'greedy'; readonly name: string }
  | { readonly kind: 'invalid' };

export const INVALID_PATH_PART =
  "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end";

/** `pets`, `{petId}`, `{proxy+}` (spec: control plane, section 4.2). */
export function parsePathPart(part: string): PathPart {
  if (/^[a-zA-Z0-9._\-,:]+$/.test(part)) return { kind: 'literal' };
  const variable = /^\{([a-zA-Z0-9._-]+)(\+?)\}$/.exec(part);
  if (variable === null) return { kind: 'invalid' };
  return { kind: variable[2] === '+' ? 'greedy' : 'variable', name: variable[1] ?? '' };
}
