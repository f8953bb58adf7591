import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Object2VecModel } from '@portico/object2vec';
import { ModelFormatError, unpackModel } from '@portico/object2vec';

export interface EndpointArtifact {
  readonly file: string;
  readonly model: Object2VecModel;
  /** The model's card, whatever JSON it is; undefined when there is none. */
  readonly card: unknown;
}

/** The artifact cannot be read or is not one. The message names the file. */
export class EndpointArtifactError extends Error {
  override readonly name = 'EndpointArtifactError';
  readonly file: string;
  constructor(file: string, cause: Error) {
    super(`${file}: ${cause.message}`, { cause });
    this.file = file;
  }
}

/** Reads `model.tar.gz`, or the one in a directory. @throws EndpointArtifactError */
export function loadEndpointArtifact(path: string): EndpointArtifact {
  let file = path;
  try {
    if (statSync(path).isDirectory()) file = join(path, 'model.tar.gz');
    return { file, ...unpackModel(readFileSync(file)) };
  } catch (error) {
    if (error instanceof ModelFormatError || (error instanceof Error && 'code' in error)) {
      throw new EndpointArtifactError(file, error);
    }
    throw error;
  }
}
