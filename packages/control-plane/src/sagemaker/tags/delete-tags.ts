import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccessTo } from '../access.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { list, readInput, structure } from '../shape.ts';
import { RESOURCE_ARN, taggedDocument } from './tagged-document.ts';
import { TAG_KEY } from './tags.ts';

interface DeleteTagsInput {
  readonly ResourceArn: string;
  readonly TagKeys: readonly string[];
}

const INPUT = structure<DeleteTagsInput>(['ResourceArn', 'TagKeys'], {
  ResourceArn: RESOURCE_ARN,
  TagKeys: list(TAG_KEY, { min: 1, max: 50 }),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteTags.html: keys that are not there do not matter. */
export function deleteTags(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const { ResourceArn, TagKeys } = readInput(INPUT, input);
  requireAccessTo(ports, caller, 'DeleteTags', ResourceArn);
  return ports.store.transaction(() => {
    const document = taggedDocument(caller, ports, ResourceArn);
    document.save(document.tags.filter(({ Key }) => !TagKeys.includes(Key)));
    return {};
  });
}
