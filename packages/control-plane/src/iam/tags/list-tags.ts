import type { RunIamOperation } from '../operation.ts';
import { page } from '../page.ts';
import type { FindTagged } from './tagged-entity.ts';
import { taggedPolicy, taggedRole, taggedUser } from './tagged-entity.ts';

function listTags(find: FindTagged): RunIamOperation {
  return (call, ports) =>
    page(
      call.input,
      'Tags',
      find(call, ports).tags,
      ({ Key }) => Key,
      ({ Key, Value }) => ({ Key, Value }),
    );
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html */
export const listUserTags: RunIamOperation = listTags(taggedUser);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
export const listRoleTags: RunIamOperation = listTags(taggedRole);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html */
export const listPolicyTags: RunIamOperation = listTags(taggedPolicy);
