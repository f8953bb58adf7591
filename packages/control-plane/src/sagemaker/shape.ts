import { isObject, unconvertible } from '../json-input.ts';
import type { ShapeViolation } from '../shape-violations.ts';
import { refuseViolations } from '../shape-violations.ts';

/** A member of an input as the service's model describes it. Reading drops members that the model does not have. */
export interface Shape<T> {
  /** @param path `productionVariants.1.member.modelName`: list positions count from 1 */
  read(value: unknown, path: string, violations: ShapeViolation[]): T;
}

/** The input of an operation. Throws ValidationException with everything that violates its shape, SerializationException for a wrong type. */
export function readInput<T>(shape: Shape<T>, input: unknown): T {
  const violations: ShapeViolation[] = [];
  const read = shape.read(input, '', violations);
  refuseViolations(violations);
  return read;
}

export interface TextConstraints {
  readonly min?: number;
  readonly max?: number;
  /** As the service's messages print it; the whole text must match. */
  readonly pattern?: string;
}

export function text(constraints: TextConstraints = {}): Shape<string> {
  const { min = 0, max = Number.POSITIVE_INFINITY, pattern } = constraints;
  const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, 'u');
  return {
    read(value, path, violations) {
      if (typeof value !== 'string') throw unconvertible(value, 'String');
      const note = (constraint: string): void => void violations.push({ value, path, constraint });
      if (value.length > max) note(`Member must have length less than or equal to ${max}`);
      if (value.length < min) note(`Member must have length greater than or equal to ${min}`);
      // Behind the length, so that no pattern is tried on a text of any length.
      if (whole !== undefined && !whole.test(value.slice(0, Math.min(max, MAX_TESTED) + 1))) {
        note(`Member must satisfy regular expression pattern: ${pattern}`);
      }
      return value;
    },
  };
}

const MAX_TESTED = 4096;

export function oneOf<Value extends string>(values: readonly Value[]): Shape<Value> {
  return {
    read(value, path, violations) {
      if (typeof value !== 'string') throw unconvertible(value, 'String');
      const found = values.find((known) => known === value);
      const constraint = `Member must satisfy enum value set: [${values.join(', ')}]`;
      if (found === undefined) violations.push({ value, path, constraint });
      return found as Value;
    },
  };
}

export interface NumberConstraints {
  readonly min?: number;
  readonly max?: number;
}

export function number(constraints: NumberConstraints = {}, isWhole = false): Shape<number> {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = constraints;
  return {
    read(value, path, violations) {
      if (typeof value !== 'number') throw unconvertible(value, isWhole ? 'Integer' : 'Float');
      const read = isWhole ? Math.trunc(value) : value;
      const note = (bound: string): void =>
        void violations.push({ value: `${read}`, path, constraint: `Member must have value ${bound}` });
      if (read > max) note(`less than or equal to ${max}`);
      if (read < min) note(`greater than or equal to ${min}`);
      return read;
    },
  };
}

export function integer(constraints: NumberConstraints = {}): Shape<number> {
  return number(constraints, true);
}

export const BOOLEAN: Shape<boolean> = {
  read(value) {
    if (typeof value !== 'boolean') throw unconvertible(value, 'Boolean');
    return value;
  },
};

/** A member whose content is not looked at: Portico refuses it, or has no use for it. */
export const ANYTHING: Shape<unknown> = { read: (value) => value };

export function list<Item>(item: Shape<Item>, bounds: NumberConstraints = {}): Shape<readonly Item[]> {
  return {
    read(value, path, violations) {
      if (!Array.isArray(value)) throw unconvertible(value, 'List');
      checkLength(value.length, path, bounds, violations, `[${value.length} members]`);
      if (value.length > (bounds.max ?? MAX_MEMBERS)) return [];
      return value.map((one, index) => item.read(one, `${path}.${index + 1}.member`, violations));
    },
  };
}

export function map(
  key: Shape<string>,
  item: Shape<string>,
  bounds: NumberConstraints = {},
): Shape<Readonly<Record<string, string>>> {
  return {
    read(value, path, violations) {
      if (!isObject(value)) throw unconvertible(value, 'Map');
      const entries = Object.entries(value);
      checkLength(entries.length, path, bounds, violations, `[${entries.length} entries]`);
      if (entries.length > (bounds.max ?? MAX_MEMBERS)) return {};
      return Object.fromEntries(
        entries.map(([name, one]) => [
          key.read(name, `${path}.key`, violations),
          item.read(one, `${path}.${name}.member`, violations),
        ]),
      );
    },
  };
}

const MAX_MEMBERS = 10_000;

function checkLength(
  length: number,
  path: string,
  { min = 0, max = MAX_MEMBERS }: NumberConstraints,
  violations: ShapeViolation[],
  shown: string,
): void {
  const note = (bound: string): void =>
    void violations.push({ value: shown, path, constraint: `Member must have length ${bound}` });
  if (length > max) note(`less than or equal to ${max}`);
  if (length < min) note(`greater than or equal to ${min}`);
}

/** What is absent and what is null are the same; `required` names the members that must be there. */
export function structure<T extends object>(
  required: readonly (keyof T & string)[],
  members: { readonly [Name in keyof T & string]-?: Shape<Exclude<T[Name], undefined>> },
): Shape<T> {
  const known = new Map<string, Shape<unknown>>(Object.entries(members));
  return {
    read(value, path, violations) {
      if (!isObject(value)) throw unconvertible(value, 'Object');
      const entries: [string, unknown][] = [];
      for (const [name, shape] of known) {
        const memberPath = `${path === '' ? '' : `${path}.`}${name.charAt(0).toLowerCase()}${name.slice(1)}`;
        const member = Object.hasOwn(value, name) ? (value[name] ?? undefined) : undefined;
        if (member !== undefined) entries.push([name, shape.read(member, memberPath, violations)]);
        else if (required.includes(name as keyof T & string)) {
          violations.push({ value: undefined, path: memberPath, constraint: 'Member must not be null' });
        }
      }
      return Object.fromEntries(entries) as T;
    },
  };
}
