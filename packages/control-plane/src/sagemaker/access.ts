import type { VerifiedIdentity } from '@portico/wire';
import { AwsError } from '@portico/wire';
import type { SageMakerKind } from './arn.ts';
import { sagemakerArn } from './arn.ts';
import type { SageMakerPorts } from './ports.ts';

/** Asks IAM for an operation on one thing (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html). */
export function requireAccess(
  ports: SageMakerPorts,
  caller: VerifiedIdentity,
  operation: string,
  kind: SageMakerKind,
  name: string,
): void {
  requireAccessTo(ports, caller, operation, sagemakerArn(caller, kind, name));
}

/** @param resource an ARN, or `*` for an operation without one */
export function requireAccessTo(
  ports: SageMakerPorts,
  caller: VerifiedIdentity,
  operation: string,
  resource: string,
): void {
  ask(ports, caller, `sagemaker:${operation}`, resource, {});
}

/** Whoever gives SageMaker a role must be allowed to pass it. */
export function requirePassRole(ports: SageMakerPorts, caller: VerifiedIdentity, roleArn: string): void {
  ask(ports, caller, 'iam:PassRole', roleArn, { 'iam:PassedToService': ['sagemaker.amazonaws.com'] });
}

function ask(
  ports: SageMakerPorts,
  caller: VerifiedIdentity,
  action: string,
  resource: string,
  context: Readonly<Record<string, readonly string[]>>,
): void {
  const decision = ports.authorize({ caller, action, resource, context });
  if (!decision.isAllowed) throw new AwsError('AccessDeniedException', 400, decision.message);
}
