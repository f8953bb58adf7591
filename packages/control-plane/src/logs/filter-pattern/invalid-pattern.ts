import type { AwsError } from '@portico/wire';
import { invalidParameter } from '../logs-error.ts';

export function invalidPattern(reason: string): AwsError {
  return invalidParameter(`Invalid filter pattern: ${reason}`);
}
