import type { PatchOperation } from './patch-operations.ts';
import {
  entryKey,
  invalidPatchPath,
  noSuchContentType,
  noSuchParameter,
  onlyReplace,
  patchEntry,
  patchEnum,
} from './patch-rules.ts';

/** What Update operations of several resources have in common: members that are replaced, and maps by key. */

/** What `replace` makes of a thing; undefined where the operation has no value. */
export type ReplaceMember<Thing> = (thing: Thing, value: string | undefined) => Thing;

/** By patch path: `/uri`, `/tlsConfig/insecureSkipVerification`. */
export type ReplaceableMembers<Thing> = Readonly<Record<string, ReplaceMember<Thing>>>;

/** The thing after `replace` of one of its members. Throws BadRequestException for another path or operation. */
export function patchMember<Thing>(thing: Thing, operation: PatchOperation, members: ReplaceableMembers<Thing>): Thing {
  const { path, value } = operation;
  const replace = path !== undefined && Object.hasOwn(members, path) ? members[path] : undefined;
  if (replace === undefined) throw invalidPatchPath(path);
  onlyReplace(operation);
  return replace(thing, value);
}

type TextMember<Thing> = {
  [Name in keyof Thing]-?: Thing[Name] extends string | undefined ? Name : never;
}[keyof Thing] &
  string;

/** A member that no value, and an empty text, take away. */
export function textMember<Thing extends object>(name: TextMember<Thing>): ReplaceMember<Thing> {
  return (thing, value) => withMember(thing, name, value === '' ? undefined : value);
}

/** As {@link textMember}, for one of an enumeration. */
export function enumMember<Thing extends object>(
  name: TextMember<Thing>,
  values: readonly string[],
): ReplaceMember<Thing> {
  return (thing, value) =>
    withMember(thing, name, value === undefined || value === '' ? undefined : patchEnum(value, values, name));
}

/** The thing with a member, or without it. */
export function withMember<Thing extends object>(
  thing: Thing,
  name: TextMember<Thing>,
  value: string | undefined,
): Thing {
  const { [name]: _, ...rest } = thing;
  return (value === undefined ? rest : { ...rest, [name]: value }) as Thing;
}

/** NaN for a text that is none. */
export function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

type EntryMap = Readonly<Record<string, string | boolean | null>>;

/** Maps of a thing that are patched by key, each with what a patch value becomes in it. */
export type PatchedMaps<Thing> = {
  readonly [Name in keyof Thing]?: Thing[Name] extends EntryMap
    ? (text: string | undefined) => Thing[Name][string]
    : never;
};

/**
 * The thing after an operation on one entry of one of its maps; undefined for a path that is none of them. Maps of parameters and
 * maps by content type have their own words for what is not there.
 */
export function patchMaps<Thing extends object>(
  thing: Thing,
  operation: PatchOperation,
  maps: PatchedMaps<Thing>,
): Thing | undefined {
  for (const [name, read] of Object.entries(maps) as [keyof Thing & string, (text: string | undefined) => never][]) {
    const key = entryKey(operation.path, name);
    if (key === undefined) continue;
    const absent = name.endsWith('Parameters') ? noSuchParameter : noSuchContentType;
    return { ...thing, [name]: patchEntry(thing[name] as EntryMap, key, operation, absent, read) };
  }
  return undefined;
}
