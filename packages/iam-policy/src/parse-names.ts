import { MalformedPolicyError } from './policy-document.ts';

/** `sagemaker:InvokeEndpoint`, `s3:Get*`, `*`. */
export function checkAction(action: string): void {
  if (action === '*') return;
  const parts = action.split(':');
  const [vendor = ''] = parts;
  if (parts.length === 1) {
    throw new MalformedPolicyError('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
  if (parts.length > 2) throw new MalformedPolicyError('Actions/Condition can contain only one colon.');
  if (!/^[A-Za-z0-9-.]+$/.test(vendor)) throw new MalformedPolicyError(`Vendor ${vendor} is not valid`);
}

/** A resource of an identity policy: `*`, or an ARN with or without wildcards. */
export function checkResource(resource: string): void {
  if (/^\*+$/.test(resource)) return;
  const [scheme, partition = '', vendor = '', region = '', ...rest] = resource.split(':');
  if (scheme !== 'arn') throw new MalformedPolicyError(`Resource ${resource} must be in ARN format or "*".`);
  // A wildcard at the end of a segment may stand for all the others: arn:aws:s3*
  const isShort = rest.length < 2;
  if (isShort && !resource.endsWith('*')) throw new MalformedPolicyError('The policy failed legacy parsing');
  if (!/^(?:aws[a-z-]*|\*)$/.test(partition) && !(isShort && partition.endsWith('*'))) {
    throw new MalformedPolicyError(`Partition "${partition}" is not valid for resource "${resource}".`);
  }
  if (isShort) return;
  if (vendor !== '*' && /[*?]/.test(vendor)) {
    throw new MalformedPolicyError('Resource vendor must be fully qualified and cannot contain regexes.');
  }
  if (region === '' || region === '*') return;
  if (vendor === 'iam') {
    throw new MalformedPolicyError(`IAM resource ${resource} cannot contain region information.`);
  }
  if (vendor === 's3') throw new MalformedPolicyError(`Resource ${resource} can not contain region information.`);
}
