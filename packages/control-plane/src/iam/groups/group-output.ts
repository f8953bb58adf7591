import type { IamGroup } from '@portico/store';
import type { QueryOutput } from '@portico/wire';
import { isoTime } from '../../iso-time.ts';
import { entityArn, GROUP } from '../entities.ts';

export function groupOutput(group: IamGroup, accountId: string): QueryOutput {
  const { Path, GroupName, GroupId, CreateDate } = group;
  return { Path, GroupName, GroupId, Arn: entityArn(GROUP, accountId, group), CreateDate: isoTime(CreateDate) };
}
