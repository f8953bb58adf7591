import { parseInput, readObjects, readString } from '../json-input.ts';
import type { ShapeViolation } from '../shape-violations.ts';
import { refuseViolations } from '../shape-violations.ts';
import { badRequest } from './errors.ts';

/** In the order that the service's message lists them. */
const OPS = ['add', 'remove', 'move', 'test', 'replace', 'copy'] as const;

/** Each operation copies what it changes: their number is bounded. */
const MAXIMUM_OPERATIONS = 1000;

/** One change of an Update operation (spec: control plane, section 5). */
export interface PatchOperation {
  readonly op: (typeof OPS)[number];
  /** As sent, with `~1` and `~0`. */
  readonly path: string | undefined;
  readonly value: string | undefined;
  readonly from: string | undefined;
}

/**
 * The patch operations of a request's body. Throws ValidationException for an unknown `op`; `shape` is the name that the
 * service's messages have for the input, such as `updateStageInput`.
 */
export function readPatchOperations(body: Uint8Array, shape: string): readonly PatchOperation[] {
  const violations: ShapeViolation[] = [];
  const operations: PatchOperation[] = [];
  const inputs = readObjects(parseInput(body), 'patchOperations') ?? [];
  // TODO(aws-verify): the number and the text
  if (inputs.length > MAXIMUM_OPERATIONS)
    throw badRequest(`At most ${MAXIMUM_OPERATIONS} patch operations are allowed`);
  for (const [index, input] of inputs.entries()) {
    const text = readString(input, 'op');
    const op = OPS.find((known) => known === text);
    if (op === undefined) {
      violations.push({
        value: text,
        path: `${shape}.patchOperations.${index + 1}.member.op`,
        constraint: `Member must satisfy enum value set: [${OPS.join(', ')}]`,
      });
      continue;
    }
    operations.push({
      op,
      path: readString(input, 'path'),
      value: readString(input, 'value'),
      from: readString(input, 'from'),
    });
  }
  refuseViolations(violations);
  return operations;
}

/** A part of a patch path as text: `~1` is a slash, `~0` a tilde. */
export function unescapePathPart(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
