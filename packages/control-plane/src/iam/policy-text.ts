import { MalformedPolicyError, type PolicyDocument, type PolicyKind, parsePolicy } from '@portico/iam-policy';
import { malformedPolicy } from './errors.ts';
import { required } from './input.ts';
import type { IamCall } from './operation.ts';

/** The longest document that the model allows; quotas are smaller. */
const MAX_DOCUMENT_LENGTH = 131_072;

/** A policy of the input, as it was written and as it was read. */
export interface ReadPolicy {
  readonly text: string;
  readonly document: PolicyDocument;
}

/** A policy document in the input, valid. Throws MalformedPolicyDocument. */
export function readPolicy(
  { input }: IamCall,
  member: 'PolicyDocument' | 'AssumeRolePolicyDocument',
  kind: PolicyKind,
): ReadPolicy {
  const text = required(input, member, { min: 1, max: MAX_DOCUMENT_LENGTH });
  return { text, document: checkPolicy(text, kind) };
}

/** Throws MalformedPolicyDocument. */
export function checkPolicy(text: string, kind: PolicyKind): PolicyDocument {
  try {
    return parsePolicy(text, kind);
  } catch (error) {
    throw error instanceof MalformedPolicyError ? malformedPolicy(error.message) : error;
  }
}

/** What counts against quotas: white space does not. */
export function policySize(text: string): number {
  return Buffer.byteLength(text.replace(/\s/g, ''));
}

/** Documents in answers are percent-encoded (RFC 3986). */
export function encodeDocument(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
