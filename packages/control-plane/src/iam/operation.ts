import type { FormInput, QueryOutput, VerifiedIdentity } from '@portico/wire';
import type { IamPorts } from './ports.ts';

/** A request to IAM as its operation sees it. */
export interface IamCall {
  readonly caller: VerifiedIdentity;
  readonly input: FormInput;
}

/** Runs in a transaction; undefined where the service has no result. */
export type RunIamOperation = (call: IamCall, ports: IamPorts) => QueryOutput | undefined;

export interface IamOperation {
  readonly name: string;
  /** What IAM is asked about: which member of the input names it. */
  readonly on: 'user' | 'group' | 'role' | 'policy' | 'source' | 'none';
  readonly run: RunIamOperation;
}
