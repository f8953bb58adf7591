import type { SageMakerTag } from '@portico/store';
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
  const has = (kind: SageMakerKind, name: string): boolean =>
    sagemakerArn(caller, kind, name).toLowerCase() === arn.toLowerCase();

  const model = sagemakerModels.list(caller).find(({ ModelName }) => has('model', ModelName));
  if (model !== undefined) {
    return tagged(model.Tags, (Tags) => sagemakerModels.put(caller, model.ModelName, { ...model, Tags }));
  }
  const config = endpointConfigs.list(caller).find((one) => has('endpoint-config', one.EndpointConfigName));
  if (config !== undefined) {
    return tagged(config.Tags, (Tags) => endpointConfigs.put(caller, config.EndpointConfigName, { ...config, Tags }));
  }
  const endpoint = endpoints.list(caller).find(({ EndpointName }) => has('endpoint', EndpointName));
  if (endpoint !== undefined) {
    return tagged(endpoint.Tags, (Tags) => endpoints.put(caller, endpoint.EndpointName, { ...endpoint, Tags }));
  }
  // TODO(aws-verify): the text
  throw refused(`Could not find resource "${arn}".`);
}

function tagged(tags: readonly SageMakerTag[] | undefined, save: TaggedDocument['save']): TaggedDocument {
  return { tags: tags ?? [], save };
}
