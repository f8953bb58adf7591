import type { RunIamOperation } from '../operation.ts';
import { mergeTags, readTags } from '../tags.ts';
import type { FindTagged } from './tagged-entity.ts';
import { taggedPolicy, taggedRole, taggedUser } from './tagged-entity.ts';

function tag(find: FindTagged): RunIamOperation {
  return (call, ports) => {
    const given = readTags(call.input);
    const { tags, save } = find(call, ports);
    save(mergeTags(tags, given));
    return undefined;
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html */
export const tagUser: RunIamOperation = tag(taggedUser);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tagRole: RunIamOperation = tag(taggedRole);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html */
export const tagPolicy: RunIamOperation = tag(taggedPolicy);
