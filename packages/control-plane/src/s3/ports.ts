import type { Store } from '@portico/store';
import type { CredentialLookup } from '@portico/wire';
import type { Authorize } from '../authorization.ts';
import type { ContentFiles } from './content/content-files.ts';

/** What S3 needs of the server. */
export interface S3Ports {
  readonly store: Store;
  readonly files: ContentFiles;
  readonly credentials: CredentialLookup;
  readonly authorize: Authorize;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
