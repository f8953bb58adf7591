import { createEndpointConfig } from './endpoint-configs/create-endpoint-config.ts';
import { deleteEndpointConfig } from './endpoint-configs/delete-endpoint-config.ts';
import { describeEndpointConfig } from './endpoint-configs/describe-endpoint-config.ts';
import { listEndpointConfigs } from './endpoint-configs/list-endpoint-configs.ts';
import { createEndpoint } from './endpoints/create-endpoint.ts';
import { deleteEndpoint } from './endpoints/delete-endpoint.ts';
import { describeEndpoint } from './endpoints/describe-endpoint.ts';
import { listEndpoints } from './endpoints/list-endpoints.ts';
import { updateEndpoint } from './endpoints/update-endpoint.ts';
import { updateEndpointWeightsAndCapacities } from './endpoints/update-endpoint-weights-and-capacities.ts';
import { createModel } from './models/create-model.ts';
import { deleteModel } from './models/delete-model.ts';
import { describeModel } from './models/describe-model.ts';
import { listModels } from './models/list-models.ts';
import type { SageMakerOperation } from './operation.ts';
import { addTags } from './tags/add-tags.ts';
import { deleteTags } from './tags/delete-tags.ts';
import { listTags } from './tags/list-tags.ts';

/** Every operation of SageMaker's control plane that Portico serves, by name. */
export const SAGEMAKER_OPERATIONS: ReadonlyMap<string, SageMakerOperation> = new Map<string, SageMakerOperation>([
  ['CreateModel', createModel],
  ['DescribeModel', describeModel],
  ['ListModels', listModels],
  ['DeleteModel', deleteModel],
  ['CreateEndpointConfig', createEndpointConfig],
  ['DescribeEndpointConfig', describeEndpointConfig],
  ['ListEndpointConfigs', listEndpointConfigs],
  ['DeleteEndpointConfig', deleteEndpointConfig],
  ['CreateEndpoint', createEndpoint],
  ['DescribeEndpoint', describeEndpoint],
  ['ListEndpoints', listEndpoints],
  ['UpdateEndpoint', updateEndpoint],
  ['UpdateEndpointWeightsAndCapacities', updateEndpointWeightsAndCapacities],
  ['DeleteEndpoint', deleteEndpoint],
  ['AddTags', addTags],
  ['ListTags', listTags],
  ['DeleteTags', deleteTags],
]);
