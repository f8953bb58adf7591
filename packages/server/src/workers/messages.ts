import type { Deployment, Stage } from '@portico/api-model';
import type { ExecutionLogSink, LoggingSetting, StageOwner } from '@portico/gateway';
import type { AccessKey, IamGroup, IamPolicy, IamRole, IamUser, OwnedDocument } from '@portico/store';
import type { Credentials } from '../config.ts';

/** What the main process says to a worker. Messages are handled in the order in which they were sent. */
export type ToWorker =
  /** The first one. */
  | { readonly type: 'start'; readonly settings: WorkerSettings }
  /** Answered by `applied` once it is in service. */
  | { readonly type: 'change'; readonly sequence: number; readonly change: Change }
  /** Everything that is in service now has been said: take connections. */
  | { readonly type: 'serve' }
  | { readonly type: 'logged' }
  | { readonly type: 'drain'; readonly deadlineInMillis: number };

export type FromWorker =
  /** Its message handler is there: what is sent earlier may be lost. */
  | { readonly type: 'ready' }
  | { readonly type: 'serving' }
  | { readonly type: 'applied'; readonly sequence: number }
  /** Execution logs in the order of writing. The next batch follows the `logged` that answers this one. */
  | { readonly type: 'executionLogs'; readonly entries: readonly ExecutionLogEntry[] }
  | { readonly type: 'log'; readonly line: string }
  /** It cannot go on, and ends. */
  | { readonly type: 'failed'; readonly reason: string };

export type ExecutionLogEntry = Parameters<ExecutionLogSink['write']>[0];

export interface WorkerSettings {
  readonly host: string;
  readonly port: number;
  readonly defaultLogging?: LoggingSetting;
  readonly main: MainProcess;
  /** Absolute: where `portico credentials` keeps what it makes. */
  readonly dataDir: string;
  /** Those that are valid beside them. */
  readonly rootCredentials: Credentials | undefined;
  readonly awsIntegrations: {
    /** Base URLs by service. */
    readonly endpoints: readonly (readonly [service: string, url: string])[];
    readonly credentials: Credentials;
  };
}

/** Where the main process takes over connections whose requests it serves itself. */
export interface MainProcess {
  readonly port: number;
  /** Without it the main process takes nothing. */
  readonly secret: string;
}

export type Change = ApiChange | EndpointChange | IamChange;

/** Everything that IAM has: it takes the place of what was said before. */
export interface IamChange {
  readonly kind: 'iam';
  readonly users: readonly StoredDocument<IamUser>[];
  readonly groups: readonly StoredDocument<IamGroup>[];
  readonly roles: readonly StoredDocument<IamRole>[];
  readonly policies: readonly StoredDocument<IamPolicy>[];
  readonly accessKeys: readonly StoredDocument<AccessKey>[];
  /** Base64: what session tokens are sealed with. */
  readonly sessionKey: string;
}

export type StoredDocument<Document> = OwnedDocument<Document>;

/** The stages of an API as they are now; none: the API has left service. */
export interface ApiChange {
  readonly kind: 'api';
  readonly restApiId: string;
  readonly owner: StageOwner;
  readonly stages: readonly Stage[];
  /** Those that the stages point at. */
  readonly deployments: readonly Deployment[];
}

/** An endpoint as it is now; without variants it has left service. */
export interface EndpointChange {
  readonly kind: 'endpoint';
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly variants: readonly {
    readonly variantName: string;
    readonly weight: number;
    readonly source: ContainerSource;
  }[];
}

/** What a container is made of, so that every worker can make its own. */
export type ContainerSource =
  /** A `model.tar.gz`. */
  { readonly kind: 'artifact'; readonly file: string } | { readonly kind: 'http'; readonly url: string };
