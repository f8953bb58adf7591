import type { ContainerDefinition, SageMakerModel } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccess, requireAccessTo, requirePassRole } from '../access.ts';
import { sagemakerArn } from '../arn.ts';
import { alreadyExists, notServed, refused } from '../errors.ts';
import type { Output } from '../operation.ts';
import { namesake } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { readInput } from '../shape.ts';
import { modelData } from './model-data.ts';
import type { ContainerInput, CreateModelInput } from './model-input.ts';
import { CREATE_MODEL_INPUT } from './model-input.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html: the artifact must be there, and the role must be able to read it. */
export function createModel(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const request = readInput(CREATE_MODEL_INPUT, input);
  const { ModelName, ExecutionRoleArn, EnableNetworkIsolation, VpcConfig, Tags } = request;
  requireAccess(ports, caller, 'CreateModel', 'model', ModelName);
  const arn = sagemakerArn(caller, 'model', ModelName);
  if (Tags !== undefined) requireAccessTo(ports, caller, 'AddTags', arn);
  if (ExecutionRoleArn !== undefined) requirePassRole(ports, caller, ExecutionRoleArn);
  const PrimaryContainer = containerOf(primaryContainer(request));
  if (ExecutionRoleArn === undefined) {
    // TODO(aws-verify): the text
    throw refused('ExecutionRoleArn is required: SageMaker reads the model and its image in this role.');
  }
  if (PrimaryContainer.ModelDataUrl !== undefined) {
    modelData(ports, caller, PrimaryContainer.ModelDataUrl, ExecutionRoleArn);
  }
  const model: SageMakerModel = {
    ModelName,
    PrimaryContainer,
    ExecutionRoleArn,
    ...(EnableNetworkIsolation !== undefined && { EnableNetworkIsolation }),
    ...(VpcConfig !== undefined && { VpcConfig }),
    ...(Tags !== undefined && { Tags }),
    CreationTime: ports.now() / 1000,
  };
  ports.store.transaction(() => {
    const models = ports.store.sagemakerModels;
    if (namesake(models.list(caller), ModelName, (one) => one.ModelName) !== undefined) {
      throw alreadyExists(caller, 'model', ModelName);
    }
    models.put(caller, ModelName, model);
  });
  return { ModelArn: arn };
}

function primaryContainer({
  PrimaryContainer,
  Containers,
  InferenceExecutionConfig,
}: CreateModelInput): ContainerInput {
  const [only, ...more] = Containers ?? [];
  if (PrimaryContainer !== undefined && only !== undefined) {
    throw refused('You must provide either PrimaryContainer or Containers, not both.');
  }
  const container = PrimaryContainer ?? only;
  if (container === undefined) throw refused('You must provide either PrimaryContainer or Containers.');
  if (more.length > 0 || InferenceExecutionConfig !== undefined) {
    throw notServed('models of several containers (Containers)', 'Give one in PrimaryContainer.');
  }
  return container;
}

function containerOf(container: ContainerInput): ContainerDefinition {
  const { ContainerHostname, Image, Environment } = container;
  if (container.Mode === 'MultiModel' || container.MultiModelConfig !== undefined) {
    throw notServed('multi-model containers (Mode MultiModel)', 'Give each model an endpoint.');
  }
  if (container.ModelPackageName !== undefined) {
    throw notServed('model packages (ModelPackageName)', 'Give Image and ModelDataUrl.');
  }
  if (container.ImageConfig !== undefined || container.AdditionalModelDataSources !== undefined) {
    throw notServed('ImageConfig and AdditionalModelDataSources', 'Leave them out.');
  }
  // TODO(aws-verify): the text
  if (Image === undefined)
    throw refused('Either Image or ModelPackageName must be provided in the container definition.');
  const ModelDataUrl = modelDataUrl(container);
  return {
    ...(ContainerHostname !== undefined && { ContainerHostname }),
    Image,
    Mode: 'SingleModel',
    ...(ModelDataUrl !== undefined && { ModelDataUrl }),
    ...(Environment !== undefined && { Environment }),
  };
}

function modelDataUrl({ ModelDataUrl, ModelDataSource }: ContainerInput): string | undefined {
  const source = ModelDataSource?.S3DataSource;
  if (source === undefined) return ModelDataUrl;
  if (ModelDataUrl !== undefined) {
    throw refused('Both ModelDataUrl and ModelDataSource cannot be specified in a container definition.');
  }
  if (source.S3DataType !== 'S3Object' || source.CompressionType !== 'Gzip') {
    throw notServed('uncompressed model data', 'Give a model.tar.gz: S3DataType S3Object, CompressionType Gzip.');
  }
  return source.S3Uri;
}
