import type { RunIamOperation } from '../operation.ts';
import { withoutTags } from '../tags.ts';
import type { FindTagged } from './tagged-entity.ts';
import { taggedPolicy, taggedRole, taggedUser } from './tagged-entity.ts';

function untag(find: FindTagged): RunIamOperation {
  return (call, ports) => {
    const { tags, save } = find(call, ports);
    save(withoutTags(tags, call.input.texts('TagKeys')));
    return undefined;
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagUser.html */
export const untagUser: RunIamOperation = untag(taggedUser);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const untagRole: RunIamOperation = untag(taggedRole);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html */
export const untagPolicy: RunIamOperation = untag(taggedPolicy);
