import type { ObjectReader } from '@portico/control-plane';
import { findModelData, ModelLoadError } from '@portico/control-plane';
import type { Container } from '@portico/inference';
import { ArtifactFormatError, httpContainer, object2vecFromArtifact } from '@portico/inference';
import type { EndpointVariant, Scope } from '@portico/store';
import type { ContainerOrigin } from './front.ts';

export interface ModelSources {
  readonly objects: ObjectReader;
  /** Containers that somebody else runs, by endpoint name: where they listen. */
  readonly containerUrls: ReadonlyMap<string, URL>;
  readonly mayAssumeRole: (owner: Scope, roleArn: string) => boolean;
}

/**
 * Makes the model of a variant ready to answer. Rejects with ModelLoadError, whose message is the endpoint's FailureReason.
 * @param made hears what the container was made of
 */
export async function loadContainer(
  sources: ModelSources,
  owner: Scope,
  endpointName: string,
  variant: EndpointVariant,
  made: (container: Container, origin: ContainerOrigin) => void,
): Promise<Container> {
  const { Image = '', ModelDataUrl } = variant.Model.PrimaryContainer;
  const url = sources.containerUrls.get(endpointName);
  if (url !== undefined) {
    const container = await pinged(url, variant.VariantName);
    made(container, { url });
    return container;
  }
  if (!OBJECT2VEC_IMAGE.test(Image)) throw new ModelLoadError(noContainer(Image, endpointName));
  if (ModelDataUrl === undefined) {
    throw new ModelLoadError(
      `The model "${variant.Model.ModelName}" has no ModelDataUrl: Object2Vec serves a trained model.`,
    );
  }
  const bytes = await download(sources, owner, variant, ModelDataUrl);
  try {
    const container = object2vecFromArtifact(bytes);
    made(container, { artifact: bytes });
    return container;
  } catch (cause) {
    if (!(cause instanceof ArtifactFormatError)) throw cause;
    throw new ModelLoadError(
      cause.code === 'NOT_AN_ARCHIVE'
        ? `Failed to extract model data archive for container "container_1" from URL "${ModelDataUrl}". Please ensure that the object located at the URL is a valid tar.gz archive. (${cause.message})`
        : `The primary container for production variant ${variant.VariantName} cannot load the model at ${ModelDataUrl}: ${cause.message}.`,
      { cause },
    );
  }
}

/** The built-in algorithm in any region and account, whatever its tag: `382416733822.dkr.ecr.us-east-1.amazonaws.com/object2vec:1`. */
const OBJECT2VEC_IMAGE =
  /^\d{12}\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/object2vec(:[\w.-]{1,128}|@sha256:[0-9a-f]{64})?$/;

/** The longest artifact, compressed; a model of the notebook's size has 10 MB. */
const MAX_ARTIFACT_BYTES = 512 * 1024 * 1024;

async function download(
  sources: ModelSources,
  owner: Scope,
  { Model }: EndpointVariant,
  url: string,
): Promise<Uint8Array> {
  const { object } = findModelData(sources, owner, url, Model.ExecutionRoleArn);
  if (object === undefined) {
    throw new ModelLoadError(
      `Failed to download model data for container "container_1" from URL: "${url}". Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the object.`,
    );
  }
  if (object.size > MAX_ARTIFACT_BYTES) {
    throw new ModelLoadError(`The model data at ${url} has ${object.size} bytes; Portico loads ${MAX_ARTIFACT_BYTES}.`);
  }
  return object.bytes(MAX_ARTIFACT_BYTES);
}

/** The service waits longer for a container that it starts itself; this one is somebody else's and runs already. */
const PINGS = 10;
const PING_INTERVAL_IN_MILLIS = 500;

async function pinged(url: URL, variantName: string): Promise<Container> {
  const container = httpContainer({ url });
  for (let attempt = 1; !(await container.ping()); attempt++) {
    if (attempt === PINGS) {
      throw new ModelLoadError(
        `The primary container for production variant ${variantName} did not pass the ping health check. Please check CloudWatch logs for this endpoint. (Portico asked ${url.origin} for /ping ${PINGS} times.)`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, PING_INTERVAL_IN_MILLIS));
  }
  return container;
}

function noContainer(image: string, endpointName: string): string {
  const asked = image === '' ? 'The model names no image' : `Portico does not run the image ${image}`;
  return `${asked}: it has Object2Vec (.../object2vec:1) built in. Run the container yourself, and start Portico with --endpoint ${endpointName}=http://host:port.`;
}
