import type { ShapeViolation } from '../shape-violations.ts';
import { refuseViolations } from '../shape-violations.ts';

/** Collects what the members of an input violate, so that one error tells all of it (spec: control plane, section 1). */
export interface InputShape {
  /** The text of a member that must be there; empty (and noted) when it is not. */
  required(member: string, value: string | undefined): string;
  /** The value if it is one of `values`, in the order that the service's message lists them. */
  oneOf<Value extends string>(member: string, value: string | undefined, values: readonly Value[]): Value | undefined;
  /** As {@link oneOf}, for a label of the request's path: those stand in the message by their name alone. */
  labelOneOf<Value extends string>(label: string, value: string, values: readonly Value[]): Value;
  /** A label that must be three digits, the first one 1 to 5. */
  statusCodeLabel(value: string): void;
  statusCode(member: string, value: string | undefined): void;
  /** Notes a violation in the service's words. */
  violated(member: string, value: string | undefined, constraint: string): void;
  /** Throws ValidationException if anything was noted. */
  refuse(): void;
}

/** @param input the name that the service's messages have for the input, such as `putIntegrationInput` */
export function inputShape(input: string): InputShape {
  const violations: ShapeViolation[] = [];
  const note = (path: string, value: string | undefined, constraint: string): void => {
    violations.push({ value, path, constraint });
  };
  const status = (path: string, value: string): void => {
    if (!/^[1-5]\d\d$/.test(value)) {
      note(path, value, 'Member must satisfy regular expression pattern: [1-5]\\d\\d');
    }
  };
  const chosen = <Value extends string>(path: string, value: string, values: readonly Value[]): Value | undefined => {
    const found = values.find((known) => known === value);
    if (found === undefined) note(path, value, `Member must satisfy enum value set: [${values.join(', ')}]`);
    return found;
  };
  return {
    required(member, value) {
      if (value === undefined) note(`${input}.${member}`, undefined, 'Member must not be null');
      return value ?? '';
    },
    oneOf: (member, value, values) => (value === undefined ? undefined : chosen(`${input}.${member}`, value, values)),
    labelOneOf(label, value, values) {
      const found = chosen(label, value, values);
      if (found === undefined) refuseViolations(violations);
      return found as NonNullable<typeof found>;
    },
    statusCodeLabel: (value) => status('statusCode', value),
    statusCode(member, value) {
      if (value !== undefined) status(`${input}.${member}`, value);
    },
    violated: (member, value, constraint) => note(`${input}.${member}`, value, constraint),
    refuse: () => refuseViolations(violations),
  };
}
