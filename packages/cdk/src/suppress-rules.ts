import { CfnResource, type Resource } from 'aws-cdk-lib';

/** A cfn_nag rule that does not apply to a resource, and why. */
export interface SuppressedNagRule {
  readonly id: string;
  readonly reason: string;
}

/** Adds to `Metadata.cfn_nag.rules_to_suppress`. */
export function suppressNagRules(resource: Resource, rules: readonly SuppressedNagRule[]): void {
  const cfnResource = cfnResourceOf(resource);
  const present = cfnResource.getMetadata('cfn_nag')?.rules_to_suppress ?? [];
  cfnResource.addMetadata('cfn_nag', { rules_to_suppress: [...present, ...rules] });
}

/** Adds to `Metadata.guard.SuppressedRules`, which cfn-guard reads. */
export function suppressGuardRules(resource: Resource, rules: readonly string[]): void {
  const cfnResource = cfnResourceOf(resource);
  const present = cfnResource.getMetadata('guard')?.SuppressedRules ?? [];
  cfnResource.addMetadata('guard', { SuppressedRules: [...present, ...rules] });
}

function cfnResourceOf(resource: Resource): CfnResource {
  const child = resource.node.findChild('Resource');
  if (!CfnResource.isCfnResource(child)) throw new Error(`${child.node.path} is no CloudFormation resource`);
  return child;
}
