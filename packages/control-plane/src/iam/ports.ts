import type { Store } from '@portico/store';
import type { Authorize } from '../authorization.ts';

/** What the operations of IAM need of the server. */
export interface IamPorts {
  readonly store: Store;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Octets that nobody can guess. */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly authorize: Authorize;
  /** Called after every change, when it is durable: what was read of IAM before is out of date. */
  readonly changed: () => void;
}
