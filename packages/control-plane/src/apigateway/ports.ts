import type { Deployment, Diagnostic, Stage } from '@portico/api-model';
import type { Scope, Store } from '@portico/store';
import type { Authorize } from '../authorization.ts';
import type { TestInvocation, TestInvocationOutcome } from './test-invoke/test-invocation.ts';

/** What the operations of API Gateway need of the server. */
export interface ApiGatewayPorts {
  readonly store: Store;
  readonly authorize: Authorize;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** A new random id of this many lower-case letters and digits. */
  readonly newId: (length: 6 | 10) => string;
  /** Compiles a snapshot, and tells what is wrong with it. Called before it is stored. */
  readonly compile: (deployment: Deployment, owner: Scope & { readonly restApiId: string }) => readonly Diagnostic[];
  /** Tells what of a stage's settings is not served. Called before the stage is stored. */
  readonly checkStage: (stage: Stage) => readonly Diagnostic[];
  /** Whether a warning is as bad as an error at deployment. */
  readonly strict: boolean;
  /** Called once a stage was created, changed or deleted, when that is durable; requests see the change from then on. */
  readonly stageChanged: (restApiId: string, stageName: string) => void;
  /** Runs a method of the working copy. Absent: TestInvokeMethod is not served. */
  readonly testInvoke?: (invocation: TestInvocation) => Promise<TestInvocationOutcome>;
  /** Whether API Gateway may assume a role of this account, to write logs. Absent: every role counts as good. */
  readonly mayAssumeRole?: (owner: Scope, roleArn: string) => boolean;
}
