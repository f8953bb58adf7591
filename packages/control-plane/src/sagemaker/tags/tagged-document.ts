import type { Documents, SageMakerTag } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { SageMakerKind } from '../arn.ts';
import { sagemakerArn } from '../arn.ts';
import { refused } from '../errors.ts';
import type { SageMakerPorts } from '../ports.ts';
import type { Shape } from '../shape.ts';
import { text } from '../shape.ts';

export const RESOURCE_ARN: Shape<string> = text({
  max: 256,
  pattern: 'arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:.*',
});

/** Something that can have tags, found by its ARN. */
export interface TaggedDocument {
  readonly tags: readonly SageMakerTag[];
  save(tags: readonly SageMakerTag[]): void;
}

/** Throws ValidationException for an ARN that names nothing of the caller's. */
export function taggedDocument(caller: VerifiedIdentity, ports: SageMakerPorts, arn: string): TaggedDocument {
  const { sagemakerModels, endpointConfigs, endpoints } = ports.store;
  const found =
    tagged('model', sagemakerModels, ({ ModelName }) => ModelName) ??
    tagged('endpoint-config', endpointConfigs, ({ EndpointConfigName }) => EndpointConfigName) ??
    tagged('endpoint', endpoints, ({ EndpointName }) => EndpointName);
  // TODO(aws-verify): the text
  if (found === undefined) throw refused(`Could not find resource "${arn}".`);
  return found;

  function tagged<Document extends { readonly Tags?: readonly SageMakerTag[] }>(
    kind: SageMakerKind,
    documents: Documents<Document>,
    nameOf: (document: Document) => string,
  ): TaggedDocument | undefined {
    if (!arn.toLowerCase().startsWith(sagemakerArn(caller, kind, ''))) return undefined;
    const document = documents
      .list(caller)
      .find((one) => sagemakerArn(caller, kind, nameOf(one)) === arn.toLowerCase());
    if (document === undefined) return undefined;
    return {
      tags: document.Tags ?? [],
      save: (Tags) => documents.put(caller, nameOf(document), { ...document, Tags }),
    };
  }
}
