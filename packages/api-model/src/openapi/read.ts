import type { ImportScope } from './import-scope.ts';
import { describeKind, type SourceList, type SourceMap, type SourceNode, type SourceScalar } from './source-node.ts';

/**
 * Members of a map, each with the type that is due; a value of another type is reported and reads as absent.
 * `null` reads as absent.
 */
export function member(map: SourceMap, name: string): SourceNode | undefined {
  const node = map.entries.get(name);
  return node?.kind === 'scalar' && node.value === null ? undefined : node;
}

export function readMap(scope: ImportScope, map: SourceMap, name: string): SourceMap | undefined {
  const node = member(map, name);
  if (node === undefined || node.kind === 'map') return node;
  return wrongType(scope, node, name, 'object');
}

export function readList(scope: ImportScope, map: SourceMap, name: string): SourceList | undefined {
  const node = member(map, name);
  if (node === undefined || node.kind === 'list') return node;
  return wrongType(scope, node, name, 'array');
}

/** Text; a number counts as the text it was written as (`statusCode: 200`, `version: 1.0`). */
export function readText(scope: ImportScope, map: SourceMap, name: string): SourceScalar | undefined {
  const node = member(map, name);
  if (node === undefined) return undefined;
  if (node.kind === 'scalar' && typeof node.value !== 'boolean') return node;
  return wrongType(scope, node, name, 'string');
}

/** Text that says something: exports and generators write `""` for what is not set. */
export function readFilledText(scope: ImportScope, map: SourceMap, name: string): SourceScalar | undefined {
  const node = readText(scope, map, name);
  return node?.text === '' ? undefined : node;
}

/** A boolean, or the text `true` or `false` in any case. */
export function readBoolean(scope: ImportScope, map: SourceMap, name: string): boolean | undefined {
  const node = member(map, name);
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') {
    if (typeof node.value === 'boolean') return node.value;
    const text = node.text.toLowerCase();
    if (text === 'true' || text === 'false') return text === 'true';
  }
  return wrongType(scope, node, name, 'boolean');
}

/** A value of a closed set, compared without case and returned as the service spells it. */
export function readEnum<Value extends string>(
  scope: ImportScope,
  map: SourceMap,
  name: string,
  values: readonly Value[],
  constraintPath: string,
): Value | undefined {
  const node = readText(scope, map, name);
  if (node === undefined) return undefined;
  const value = values.find((known) => known.toLowerCase() === node.text.toLowerCase());
  if (value === undefined) {
    scope.report(
      'invalid-enum-value',
      node,
      `1 validation error detected: Value '${node.text}' at '${constraintPath}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`,
      { remedy: `Use one of ${values.join(', ')}.` },
    );
  }
  return value;
}

/** Reports members that nobody reads: most often a name misspelt, which would silently change nothing. */
export function reportUnknownMembers(scope: ImportScope, map: SourceMap, known: ReadonlySet<string>): void {
  for (const [name, node] of map.entries) {
    if (known.has(name) || (name.startsWith('x-') && !name.startsWith('x-amazon-apigateway-'))) continue;
    scope.report('unknown-member', node, `Unknown member '${name}'. Ignoring.`, {
      remedy: closest(name, known) ?? 'Remove it, or check its spelling.',
    });
  }
}

function closest(name: string, known: ReadonlySet<string>): string | undefined {
  const near = [...known].find((candidate) => isOneEditApart(candidate.toLowerCase(), name.toLowerCase()));
  return near === undefined ? undefined : `Did you mean '${near}'?`;
}

/** Equal, or one character inserted, removed or replaced, or two neighbours swapped. */
function isOneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

function wrongType(scope: ImportScope, node: SourceNode, name: string, expected: string): undefined {
  scope.report(
    'wrong-type',
    node,
    `Invalid format for '${name}'. Expected type ${expected} but got ${describeKind(node)}`,
    {
      remedy: `Write ${expected === 'object' || expected === 'array' ? 'an' : 'a'} ${expected} here.`,
    },
  );
  return undefined;
}
