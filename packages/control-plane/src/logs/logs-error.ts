import { AwsError } from '@portico/wire';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html; all of them have status 400. */
export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', 400, message);
}

export function noSuchGroup(): AwsError {
  return new AwsError('ResourceNotFoundException', 400, 'The specified log group does not exist.');
}

export function noSuchStream(): AwsError {
  return new AwsError('ResourceNotFoundException', 400, 'The specified log stream does not exist.');
}

export function alreadyExists(what: 'log group' | 'log stream'): AwsError {
  return new AwsError('ResourceAlreadyExistsException', 400, `The specified ${what} already exists`);
}

/** A member that does not satisfy the service's model. */
export function violation(value: string | number | undefined, member: string, constraint: string): AwsError {
  const shown = value === undefined ? 'Value null' : `Value '${value}'`;
  return invalidParameter(
    `1 validation error detected: ${shown} at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}
