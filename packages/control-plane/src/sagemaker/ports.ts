import type { Scope, Store } from '@portico/store';
import type { Authorize } from '../authorization.ts';
import type { ObjectReader } from '../s3/object-reader.ts';
import type { EndpointLife } from './endpoints/endpoint-life.ts';

/** What the operations of SageMaker need of the server. */
export interface SageMakerPorts {
  readonly store: Store;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly authorize: Authorize;
  /** Where models' artifacts are. */
  readonly objects: ObjectReader;
  /** Whether a role exists and lets SageMaker assume it. Absent: every role counts as good. */
  readonly mayAssumeRole?: (owner: Scope, roleArn: string) => boolean;
  /** Does what a changed endpoint asks for. */
  readonly endpointLife: Pick<EndpointLife, 'advance'>;
}
