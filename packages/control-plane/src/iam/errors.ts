import { AwsError } from '@portico/wire';

/** IAM's errors (https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html and each operation's page). */

export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', 404, message);
}

export function noSuchPolicy(arn: string): AwsError {
  return noSuchEntity(`Policy ${arn} was not found.`);
}

export function entityAlreadyExists(message: string): AwsError {
  return new AwsError('EntityAlreadyExists', 409, message);
}

export function deleteConflict(message: string): AwsError {
  return new AwsError('DeleteConflict', 409, message);
}

export function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceeded', 409, message);
}

export function malformedPolicy(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', 400, message);
}

export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', 400, message);
}

/** One member that does not satisfy a constraint. */
export function invalidMember(member: string, value: string | undefined, constraint: string): AwsError {
  const shown = value === undefined ? 'Value null' : `Value '${value}'`;
  const path = member.charAt(0).toLowerCase() + member.slice(1);
  return validationError(
    `1 validation error detected: ${shown} at '${path}' failed to satisfy constraint: ${constraint}`,
  );
}

export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInput', 400, message);
}
