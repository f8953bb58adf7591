import type { FormInput, QueryOutput, VerifiedIdentity } from '@portico/wire';
import type { StsPorts } from './ports.ts';

/** A request to STS as its operation sees it. */
export interface StsCall {
  readonly caller: VerifiedIdentity;
  readonly input: FormInput;
}

export interface StsOperation {
  readonly name: string;
  readonly run: (call: StsCall, ports: StsPorts) => QueryOutput;
}
