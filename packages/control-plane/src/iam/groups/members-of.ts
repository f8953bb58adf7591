import type { IamGroup, IamUser } from '@portico/store';
import { listEntities, USER } from '../entities.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';

export function membersOf(call: IamCall, ports: IamPorts, { GroupName }: IamGroup): readonly IamUser[] {
  return listEntities(USER, call, ports).filter(({ Groups }) => Groups.includes(GroupName));
}
