import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../json-input.ts';
import type { SageMakerPorts } from './ports.ts';

/** An object of an answer; undefined for an operation that answers with an empty body. */
export type Output = Readonly<Record<string, unknown>> | undefined;

export type SageMakerOperation = (
  input: JsonObject,
  caller: VerifiedIdentity,
  ports: SageMakerPorts,
) => Output | Promise<Output>;

/** A document under a name that differs at most in case: names are unique without regard to it. */
export function namesake<Document>(
  documents: readonly Document[],
  name: string,
  nameOf: (document: Document) => string,
): Document | undefined {
  const lowerCase = name.toLowerCase();
  return documents.find((document) => nameOf(document).toLowerCase() === lowerCase);
}
