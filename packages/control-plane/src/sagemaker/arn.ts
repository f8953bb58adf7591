import type { Scope } from '@portico/store';

/** The ARN of an endpoint or an endpoint configuration; names are lower case in it (spec: SageMaker, section 2). */
export function sagemakerArn(owner: Scope, kind: 'endpoint' | 'endpoint-config', name: string): string {
  return `arn:aws:sagemaker:${owner.region}:${owner.accountId}:${kind}/${name.toLowerCase()}`;
}
