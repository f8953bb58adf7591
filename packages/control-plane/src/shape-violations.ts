import { AwsError } from '@portico/wire';

/** One constraint of a service's model that an input does not satisfy. */
export interface ShapeViolation {
  /** As text; undefined for a member that is missing. */
  readonly value: string | undefined;
  /** `updateStageInput.patchOperations.1.member.op`: list positions count from 1. */
  readonly path: string;
  /** `Member must satisfy enum value set: [A, B]` */
  readonly constraint: string;
}

/** Throws all violations in one ValidationException, in the service's words (spec: control plane, section 1). */
export function refuseViolations(violations: readonly ShapeViolation[]): void {
  if (violations.length === 0) return;
  const details = violations.map(({ value, path, constraint }) => {
    const shown = value === undefined ? 'Value null' : `Value '${value}'`;
    return `${shown} at '${path}' failed to satisfy constraint: ${constraint}`;
  });
  const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
  throw new AwsError('ValidationException', 400, `${count} detected: ${details.join('; ')}`);
}

/**
 * The members, all of them there. Throws ValidationException with every one that is missing. `prefix` goes before each
 * name in the service's message: `createStageInput.`, or nothing.
 */
export function refuseMissing<Name extends string>(
  prefix: string,
  members: Readonly<Record<Name, string | undefined>>,
): Readonly<Record<Name, string>> {
  const missing = Object.entries(members).filter(([, value]) => value === undefined);
  refuseViolations(
    missing.map(([name]) => ({ value: undefined, path: `${prefix}${name}`, constraint: 'Member must not be null' })),
  );
  return members as Readonly<Record<Name, string>>;
}
