import type { SageMakerTag } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccessTo } from '../access.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { readInput, structure } from '../shape.ts';
import { RESOURCE_ARN, taggedDocument } from './tagged-document.ts';
import { TAGS, withTags } from './tags.ts';

interface AddTagsInput {
  readonly ResourceArn: string;
  readonly Tags: readonly SageMakerTag[];
}

const INPUT = structure<AddTagsInput>(['ResourceArn', 'Tags'], { ResourceArn: RESOURCE_ARN, Tags: TAGS });

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html */
export function addTags(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const { ResourceArn, Tags } = readInput(INPUT, input);
  requireAccessTo(ports, caller, 'AddTags', ResourceArn);
  return ports.store.transaction(() => {
    const document = taggedDocument(caller, ports, ResourceArn);
    const tags = withTags(document.tags, Tags);
    document.save(tags);
    return { Tags: tags };
  });
}
