import type { FormInput } from '@portico/wire';
import { invalidMember, validationError } from './errors.ts';

/** Of a text's length. */
interface Lengths {
  readonly min?: number;
  readonly max: number;
}

/** A text that must be there, and whose length is bounded where limits are given. */
export function required(input: FormInput, member: string, limits?: Lengths): string {
  const value = limits === undefined ? input.text(member) : optional(input, member, limits);
  if (value === undefined) throw invalidMember(member, undefined, 'Member must not be null');
  return value;
}

/** A text whose length is bounded; undefined if it is absent. */
export function optional(input: FormInput, member: string, limits: Lengths): string | undefined {
  const value = input.text(member);
  if (value === undefined) return undefined;
  const { min = 0, max } = limits;
  if (value.length < min) throw invalidMember(member, value, `Member must have length greater than or equal to ${min}`);
  if (value.length > max) throw invalidMember(member, value, `Member must have length less than or equal to ${max}`);
  return value;
}

/** The name of a user, a role, a policy, ... */
export function readName(input: FormInput, member: string, max: number): string {
  const name = required(input, member, { min: 1, max });
  if (/^[\w+=,.@-]+$/.test(name)) return name;
  throw validationError(
    `The specified value for ${member.charAt(0).toLowerCase()}${member.slice(1)} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  );
}

/** `/` where none is given. */
export function readPath(input: FormInput, member: 'Path' | 'PathPrefix' = 'Path'): string {
  const path = optional(input, member, { min: 1, max: 512 }) ?? '/';
  const pattern = member === 'Path' ? /^\/(?:[!-~]+\/)?$/ : /^\/[!-~]*$/;
  if (pattern.test(path)) return path;
  throw validationError(
    `The specified value for ${member === 'Path' ? 'path' : 'pathPrefix'} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`,
  );
}

export function readInteger(
  input: FormInput,
  member: string,
  limits: { min: number; max: number },
): number | undefined {
  const text = input.text(member);
  if (text === undefined) return undefined;
  if (!/^-?\d{1,9}$/.test(text)) throw invalidMember(member, text, 'Member must be a number');
  const value = Number(text);
  const { min, max } = limits;
  if (value < min) throw invalidMember(member, text, `Member must have value greater than or equal to ${min}`);
  if (value > max) throw invalidMember(member, text, `Member must have value less than or equal to ${max}`);
  return value;
}
