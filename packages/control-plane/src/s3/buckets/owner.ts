import { createHash } from 'node:crypto';
import { xmlElement, xmlText } from '@portico/wire';

/** The canonical user id of an account: 64 hexadecimal digits, the same at every time. */
export function canonicalId(accountId: string): string {
  return createHash('sha256').update(`canonical user ${accountId}`).digest('hex');
}

export function ownerXml(accountId: string, element = 'Owner'): string {
  return xmlElement(element, [xmlText('ID', canonicalId(accountId))]);
}
