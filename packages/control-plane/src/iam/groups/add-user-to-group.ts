import { GROUP, namedEntity, saveEntity, USER } from '../entities.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html: no error if it is in it already. */
export function addUserToGroup(call: IamCall, ports: IamPorts): undefined {
  const { GroupName } = namedEntity(GROUP, call, ports);
  const user = namedEntity(USER, call, ports);
  const others = user.Groups.filter((name) => name !== GroupName);
  saveEntity(USER, call, ports, { ...user, Groups: [...others, GroupName] });
  return undefined;
}
