import { badRequest, notFound } from './errors.ts';
import type { PatchOperation } from './patch-operations.ts';
import { unescapePathPart } from './patch-operations.ts';

/** What Update operations have in common (spec: control plane, section 5). */

type Members<Thing> = Readonly<Record<string, (thing: Thing, value: string | undefined) => Thing>>;

/** A simple resource after its patch operations: `replace` of the members listed, in the order of the service's message. */
export function patchSimple<Thing>(
  thing: Thing,
  operations: readonly PatchOperation[],
  members: Members<Thing>,
  other?: (thing: Thing, operation: PatchOperation) => Thing | undefined,
): Thing {
  let patched = thing;
  for (const operation of operations) {
    const path = operation.path ?? 'null';
    const replace = operation.op === 'replace' && Object.hasOwn(members, path) ? members[path] : undefined;
    const changed = replace === undefined ? other?.(patched, operation) : replace(patched, operation.value);
    if (changed === undefined) throw simpleError(operation, path, Object.keys(members));
    patched = changed;
  }
  return patched;
}

function simpleError({ op }: PatchOperation, path: string, paths: readonly string[]): Error {
  const invalid = `Invalid patch path  '${path}' specified for op '${op}'.`;
  return badRequest(
    op === 'replace'
      ? `${invalid} Must be one of: [${paths.join(', ')}]`
      : `${invalid} Please choose supported operations`,
  );
}

export function invalidPatchPath(path: string | undefined): Error {
  return badRequest(`Invalid patch path ${path ?? 'null'}`);
}

/** For members that can only be replaced. */
export function onlyReplace({ op }: PatchOperation): void {
  if (op !== 'replace') throw badRequest('Invalid patch operation specified. Must be one of: [replace]');
}

/** For collections. */
export function addRemoveReplace({ op }: PatchOperation): 'add' | 'remove' | 'replace' {
  if (op === 'add' || op === 'remove' || op === 'replace') return op;
  throw badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
}

/** The key in `/requestModels/application~1json`; undefined for other paths, an unescaped slash in the key included. */
export function entryKey(path: string | undefined, collection: string): string | undefined {
  const prefix = `/${collection}/`;
  if (path?.startsWith(prefix) !== true) return undefined;
  const key = path.slice(prefix.length);
  return key === '' || key.includes('/') ? undefined : unescapePathPart(key);
}

/** A map without one of its keys. */
export function without<Value>(map: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
}

/** A map with one more key, or another value of it. Safe for any key. */
export function withEntry<Value>(
  map: Readonly<Record<string, Value>>,
  key: string,
  value: Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries([...Object.entries(map).filter(([name]) => name !== key), [key, value]]);
}

/**
 * The map of parameters, models or templates after an operation on one of its keys.
 * @param absent the error for replace and remove of a key that is not there
 */
export function patchEntry<Value>(
  map: Readonly<Record<string, Value>>,
  key: string,
  operation: PatchOperation,
  absent: () => Error,
  read: (text: string | undefined) => Value,
): Readonly<Record<string, Value>> {
  const op = addRemoveReplace(operation);
  if (op !== 'add' && !Object.hasOwn(map, key)) throw absent();
  if (op === 'remove') return without(map, key);
  return op === 'add' ? withEntry(map, key, read(operation.value)) : replaced(map, key, read(operation.value));
}

/** Keeps the place of the key. */
function replaced<Value>(map: Readonly<Record<string, Value>>, key: string, value: Value): typeof map {
  return Object.fromEntries(Object.entries(map).map(([name, old]) => [name, name === key ? value : old]));
}

export function noSuchParameter(): Error {
  return notFound('Invalid parameter name specified');
}

export function noSuchContentType(): Error {
  return notFound('Content-Type specified was not found');
}

/** The value of a patch operation that must be one of an enumeration. */
export function patchEnum<Value extends string>(text: string, values: readonly Value[], name: string): Value {
  const value = values.find((known) => known === text);
  // TODO(aws-verify): the text
  if (value === undefined) throw badRequest(`Invalid ${name} specified. Valid options are ${values.join(',')}`);
  return value;
}
