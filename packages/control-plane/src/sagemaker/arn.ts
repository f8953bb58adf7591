import type { Scope } from '@portico/store';

/** What SageMaker names by ARN here. */
export type SageMakerKind = 'model' | 'endpoint-config' | 'endpoint';

/** Names are lower case in an ARN (spec: SageMaker, section 2). */
export function sagemakerArn(owner: Scope, kind: SageMakerKind, name: string): string {
  return `arn:aws:sagemaker:${owner.region}:${owner.accountId}:${kind}/${name.toLowerCase()}`;
}
