import type { Store } from '@portico/store';
import { ACCESS_KEY_SCOPE } from '@portico/store';
import type { CredentialLookup, SigningCredentials } from '@portico/wire';
import type { SessionContent } from '../../sts/session-token.ts';
import { openSession } from '../../sts/session-token.ts';
import { entityArn, findEntity, USER } from '../entities.ts';
import { defaultVersion, findManagedPolicy } from '../policies/find-managed-policy.ts';
import type { Directory } from './directory.ts';

/** Tokens that were opened lately, so that a session's requests decrypt it once. */
const MAX_OPENED = 1000;

/**
 * Whose an access key is: keys of users and roots in the store, temporary ones in the session token itself.
 * @param sessionKey what session tokens are sealed with
 */
export function createCredentialLookup(
  store: Store,
  directory: Directory,
  sessionKey: () => Uint8Array,
): CredentialLookup {
  const opened = new Map<string, SessionContent>();

  return (accessKeyId, sessionToken) =>
    sessionToken === undefined ? lasting(accessKeyId) : temporary(accessKeyId, sessionToken);

  function lasting(accessKeyId: string): SigningCredentials | undefined {
    const key = store.accessKeys.get(ACCESS_KEY_SCOPE, accessKeyId);
    if (key === undefined || key.Status !== 'Active') return undefined;
    const { AccountId: accountId, SecretAccessKey: secretAccessKey, UserName } = key;
    if (UserName === undefined) return { secretAccessKey, accountId, arn: `arn:aws:iam::${accountId}:root` };
    const user = findEntity(USER, store, { accountId }, UserName);
    return user && { secretAccessKey, accountId, arn: entityArn(USER, accountId, user) };
  }

  function temporary(accessKeyId: string, token: string): SigningCredentials | undefined {
    let content = opened.get(token);
    if (content === undefined) {
      content = openSession(sessionKey(), token);
      if (content === undefined) return undefined;
      if (opened.size >= MAX_OPENED) opened.clear();
      opened.set(token, content);
    }
    if (content.accessKeyId !== accessKeyId || !isStillThere(content)) return undefined;
    const { secretAccessKey, accountId, arn, expiration, issuedAt, tags = {} } = content;
    const session = { policies: policiesOf(content), tags, issuedAt };
    return { secretAccessKey, sessionToken: token, accountId, arn, expiration, session };
  }

  /** A session ends with its role or user, also when another takes the name. */
  function isStillThere({ arn, uniqueId }: SessionContent): boolean {
    if (uniqueId === undefined) return true;
    return directory.find(arn)?.userId.split(':')[0] === uniqueId;
  }

  /** A managed policy that is gone allows nothing. */
  function policiesOf({ accountId, policy, policyArns = [] }: SessionContent): readonly string[] {
    const managed = policyArns.map((arn) => {
      const found = findManagedPolicy(store, { accountId }, arn);
      return found === undefined ? NOTHING : defaultVersion(found).Document;
    });
    return policy === undefined ? managed : [policy, ...managed];
  }
}

const NOTHING: string = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: [], Resource: [] }],
});
