import type { IamUser } from '@portico/store';
import { findEntity, namedEntity, USER } from '../entities.ts';
import { noSuchEntity, validationError } from '../errors.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';

/**
 * The user that the input names, or else the caller; undefined: the caller is the account's root. Throws ValidationError for the
 * session of a role, which is no user.
 */
export function namedOrCallingUser(call: IamCall, ports: IamPorts): IamUser | undefined {
  if (call.input.text('UserName') !== undefined) return namedEntity(USER, call, ports);
  const { arn } = call.caller;
  if (arn.endsWith(':root')) return undefined;
  const name = callingUserName(arn);
  if (name === undefined) throw validationError('Must specify userName when calling with non-User credentials');
  const user = findEntity(USER, ports.store, call.caller, name);
  if (user === undefined) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

/** Of `arn:aws:iam::000000000000:user/path/name`. */
export function callingUserName(arn: string): string | undefined {
  return /^arn:aws[a-z-]*:iam::\d{12}:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
}
