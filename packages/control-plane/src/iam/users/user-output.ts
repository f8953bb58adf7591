import type { IamUser } from '@portico/store';
import type { QueryOutput } from '@portico/wire';
import { isoTime } from '../../iso-time.ts';
import { boundaryOutput } from '../boundaries/boundary-output.ts';
import { entityArn, USER } from '../entities.ts';
import { tagsOutput } from '../tags.ts';

/** @param details tags and boundary, which lists leave out */
export function userOutput(user: IamUser, accountId: string, details = true): QueryOutput {
  return {
    Path: user.Path,
    UserName: user.UserName,
    UserId: user.UserId,
    Arn: entityArn(USER, accountId, user),
    CreateDate: isoTime(user.CreateDate),
    ...(details && { ...boundaryOutput(user), ...tagsOutput(user.Tags) }),
  };
}
