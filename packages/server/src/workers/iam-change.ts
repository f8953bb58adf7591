import { SESSION_KEY } from '@portico/control-plane';
import type { Documents, Store } from '@portico/store';
import type { IamChange, StoredDocument } from './messages.ts';

/** What IAM has now: all of it, because that is little and changes seldom. */
export function iamChange(store: Store): IamChange {
  return {
    kind: 'iam',
    users: store.iamUsers.listAll(),
    groups: store.iamGroups.listAll(),
    roles: store.iamRoles.listAll(),
    policies: store.iamPolicies.listAll(),
    accessKeys: store.accessKeys.listAll(),
    sessionKey: store.settings.get(SESSION_KEY) ?? '',
  };
}

/** Puts it in the place of what the store has. */
export function applyIam(store: Store, change: IamChange): void {
  store.transaction(() => {
    replace(store.iamUsers, change.users);
    replace(store.iamGroups, change.groups);
    replace(store.iamRoles, change.roles);
    replace(store.iamPolicies, change.policies);
    replace(store.accessKeys, change.accessKeys);
    store.settings.set(SESSION_KEY, change.sessionKey);
  });
}

function replace<Document>(collection: Documents<Document>, documents: readonly StoredDocument<Document>[]): void {
  for (const { accountId, region, name } of collection.listAll()) collection.delete({ accountId, region }, name);
  for (const { accountId, region, name, document } of documents) collection.put({ accountId, region }, name, document);
}
