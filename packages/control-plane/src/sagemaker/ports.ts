import type { Store } from '@portico/store';

/** What the operations of SageMaker need of the server. */
export interface SageMakerPorts {
  readonly store: Store;
}
