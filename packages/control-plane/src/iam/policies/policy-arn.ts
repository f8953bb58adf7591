import type { IamPolicy } from '@portico/store';
import type { FormInput } from '@portico/wire';
import { invalidInput } from '../errors.ts';
import { required } from '../input.ts';

export function policyArn(accountId: string, { Path, PolicyName }: Pick<IamPolicy, 'Path' | 'PolicyName'>): string {
  return `arn:aws:iam::${accountId}:policy${Path}${PolicyName}`;
}

/** Throws InvalidInput for what is no ARN of a policy. */
export function readPolicyArn(input: FormInput): string {
  const arn = required(input, 'PolicyArn', { min: 20, max: 2048 });
  if (!/^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/[!-~]+$/.test(arn)) throw invalidInput(`ARN ${arn} is not valid.`);
  return arn;
}
