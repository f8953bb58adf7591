import { GROUP, namedEntity, saveEntity, USER } from '../entities.ts';
import type { IamCall } from '../operation.ts';
import type { IamPorts } from '../ports.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html */
export function removeUserFromGroup(call: IamCall, ports: IamPorts): undefined {
  const { GroupName } = namedEntity(GROUP, call, ports);
  const user = namedEntity(USER, call, ports);
  saveEntity(USER, call, ports, { ...user, Groups: user.Groups.filter((name) => name !== GroupName) });
  return undefined;
}
