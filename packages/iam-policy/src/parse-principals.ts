import type { ListedPrincipals, PolicyKind, PrincipalType } from './policy-document.ts';
import { MalformedPolicyError, syntaxError } from './policy-document.ts';

const TYPES: readonly PrincipalType[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/** Principal and NotPrincipal of a statement. */
export function parsePrincipals(
  principal: unknown,
  notPrincipal: unknown,
  kind: PolicyKind,
): ListedPrincipals | undefined {
  if (kind === 'identity') {
    if (principal === undefined && notPrincipal === undefined) return undefined;
    throw new MalformedPolicyError('Policy document should not specify a principal.');
  }
  const isNegated = notPrincipal !== undefined;
  const value = notPrincipal ?? principal;
  if (isNegated && (principal !== undefined || kind === 'trust')) throw syntaxError();
  if (value === undefined) {
    throw kind === 'trust' ? new MalformedPolicyError('Missing required field Principal') : syntaxError();
  }
  if (value === '*') return { isNegated, principals: [{ type: 'AWS', value: '*' }] };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw syntaxError();
  const principals = Object.entries(value).flatMap(([name, values]) => {
    const type = TYPES.find((known) => known === name);
    if (type === undefined) throw syntaxError();
    return (Array.isArray(values) ? values : [values]).map((text: unknown) => {
      if (typeof text !== 'string') throw syntaxError();
      checkPrincipal(type, text);
      return { type, value: text };
    });
  });
  if (principals.length === 0) throw syntaxError();
  return { isNegated, principals };
}

const AWS_PRINCIPAL =
  /^(?:\*|\d{12}|arn:aws[a-z-]*:(?:iam::\d{12}:(?:root|(?:user|role)\/[\w+=,.@/-]+)|sts::\d{12}:(?:assumed-role\/[\w+=,.@-]+|federated-user)\/[\w+=,.@-]+)|A(?:ID|RO)A[A-Z0-9]{12,})$/;

function checkPrincipal(type: PrincipalType, value: string): void {
  const isValid =
    type === 'AWS'
      ? AWS_PRINCIPAL.test(value)
      : type === 'Service'
        ? /^[a-z0-9.-]+\.[a-z.]+$/.test(value)
        : value !== '';
  if (isValid) return;
  throw new MalformedPolicyError(
    `Invalid principal in policy: "${type === 'AWS' ? type : type.toUpperCase()}":"${value}"`,
  );
}
