import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { EndpointVariant, Store } from '@portico/store';
import { createMemoryStore } from '@portico/store';
import { AwsError } from '@portico/wire';
import type { AccessRequest } from '../authorization.ts';
import type { StoredObject } from '../s3/object-reader.ts';
import type { EndpointLife } from '../sagemaker/endpoints/endpoint-life.ts';
import { createEndpointLife, ModelLoadError } from '../sagemaker/endpoints/endpoint-life.ts';
import { handleSageMaker } from '../sagemaker/handle-sagemaker.ts';
import type { SageMakerPorts } from '../sagemaker/ports.ts';
import { startLocalService } from './local-service.ts';

/** The time that every operation sees: epoch seconds. */
export const NOW_SECONDS = 1_795_316_400;

export const OWNER = { accountId: '000000000000', region: 'us-east-1' };
export const ROLE = 'arn:aws:iam::000000000000:role/sagemaker';
export const IMAGE = '382416733822.dkr.ecr.us-east-1.amazonaws.com/object2vec:1';

/** SageMaker over HTTP with an empty store, and a client of the SDK. A model's container is its artifact's URL. */
export interface LocalSageMaker {
  readonly client: SageMakerClient;
  store: Store;
  life: EndpointLife;
  /** URLs of objects that there are. */
  readonly objects: Set<string>;
  /** Of those, which no role may read. */
  readonly unreadable: Set<string>;
  /** Artifacts whose loading fails, with the reason. */
  readonly broken: Map<string, string>;
  /** Loads wait for this. */
  gate: Promise<void>;
  /** What requests would reach, as `name: variant*weight=url`. */
  readonly served: Map<string, string>;
  /** What IAM was asked, as `action resource`. */
  readonly asked: string[];
  /** IAM denies what this says. */
  denies: (request: AccessRequest) => boolean;
  trusts: (roleArn: string) => boolean;
  reset(): void;
  /** A process that ended and started again: what was loaded is gone, the store is not. */
  restart(): Promise<void>;
  close(): void;
}

export async function startLocalSageMaker(): Promise<LocalSageMaker> {
  const service = await startLocalService((request) => handleSageMaker(request, ports()));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new SageMakerClient({
    endpoint: service.endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  const local: LocalSageMaker = {
    client,
    store: createMemoryStore(),
    life: newLife(createMemoryStore()),
    objects: new Set(),
    unreadable: new Set(),
    broken: new Map(),
    gate: Promise.resolve(),
    served: new Map(),
    asked: [],
    denies: () => false,
    trusts: () => true,
    reset() {
      local.store = createMemoryStore();
      local.life = newLife(local.store);
      for (const state of [local.objects, local.unreadable, local.broken, local.served]) state.clear();
      local.objects.add('s3://models/model.tar.gz');
      local.gate = Promise.resolve();
      local.asked.length = 0;
      local.denies = () => false;
      local.trusts = () => true;
    },
    async restart() {
      local.served.clear();
      local.life = newLife(local.store);
      await local.life.resume();
    },
    close() {
      client.destroy();
      service.close();
    },
  };
  local.reset();
  return local;

  function ports(): SageMakerPorts {
    return {
      store: local.store,
      now: () => NOW_SECONDS * 1000,
      authorize: (request) => {
        local.asked.push(`${request.action} ${request.resource}`);
        if (!local.denies(request)) return { isAllowed: true };
        return { isAllowed: false, message: `User: ${request.caller.arn} is not authorized` };
      },
      objects: { readObject: (_owner, url) => storedObject(url) },
      mayAssumeRole: (_owner, roleArn) => local.trusts(roleArn),
      endpointLife: { advance: (owner, name) => local.life.advance(owner, name) },
    };
  }

  function newLife(store: Store): EndpointLife {
    return createEndpointLife<string>({
      store,
      now: () => NOW_SECONDS * 1000,
      load: (_owner, _name, variant) => load(variant),
      serve: (_owner, name, variants) =>
        local.served.set(name, variants.map((one) => `${one.variantName}*${one.weight}=${one.container}`).join(' ')),
      withdraw: (_owner, name) => void local.served.delete(name),
      reportFailure: () => {},
    });
  }

  async function load({ Model }: EndpointVariant): Promise<string> {
    await local.gate;
    const url = Model.PrimaryContainer.ModelDataUrl ?? '';
    const reason = local.broken.get(url);
    if (reason !== undefined) throw new ModelLoadError(reason);
    return url;
  }

  function storedObject(url: string): StoredObject {
    if (!local.objects.has(url)) throw new AwsError('NoSuchKey', 404, 'The specified key does not exist.');
    if (local.unreadable.has(url)) throw new AwsError('AccessDenied', 403, 'Access Denied');
    const none = async (): Promise<Uint8Array> => new Uint8Array();
    const stream = async function* (): AsyncIterable<Uint8Array> {
      yield await none();
    };
    return { bucket: '', key: '', size: 0, eTag: '""', contentType: '', lastModified: 0, stream, bytes: none };
  }
}
