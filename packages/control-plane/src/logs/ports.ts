import type { LogStore } from '@portico/store';
import type { Authorize } from '../authorization.ts';

/** What CloudWatch Logs needs of the server. */
export interface LogsPorts {
  readonly logs: LogStore;
  readonly authorize: Authorize;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
