import type { Diagnostic, HttpMethod, Method, RestApi } from '@portico/api-model';
import type { Scope } from '@portico/store';
import type { DeploymentChange } from '../deployments/changes-since-deployment.ts';

/**
 * A call of one method of a working copy: no deployment, no stage, no authorization, key, throttle, cache or web ACL;
 * validators run (spec: control plane, section 7). `$context.stage` is `test-invoke-stage`.
 */
export interface TestInvocation {
  readonly owner: Scope;
  readonly api: RestApi;
  readonly resourceId: string;
  /** `/pets/{petId}` */
  readonly resourcePath: string;
  /** As it stands in the working copy; `ANY` answers `httpMethod` too. */
  readonly method: Method;
  /** The verb that was asked for. */
  readonly httpMethod: HttpMethod;
  /** Path as given, without its query; the resource's own path when none was given. For the log's `Resource Path`. */
  readonly path: string;
  /** Decoded. Empty when the path does not fit the resource; `{name}` itself for each one when no path was given. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** As given, without the question mark. */
  readonly rawQuery: string;
  /** In the order given; a name may be there more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly clientCertificateId?: string;
  /** What the newest deployment does not have yet; undefined when there is no deployment. */
  readonly notDeployed?: readonly DeploymentChange[];
}

export interface TestInvocationResult {
  readonly status: number;
  /** In order; a name may be there more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Lines as the service writes them, from `Execution log for request {id}` on; ends with a newline. */
  readonly log: string;
  readonly latencyInMillis: number;
}

/** `refused`: why the method cannot be run at all, as a deployment would say it. */
export type TestInvocationOutcome = TestInvocationResult | { readonly refused: readonly Diagnostic[] };
