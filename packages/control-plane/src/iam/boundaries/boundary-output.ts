import type { IamEntity } from '@portico/store';
import type { QueryOutput } from '@portico/wire';

export function boundaryOutput({ PermissionsBoundary }: IamEntity): QueryOutput {
  if (PermissionsBoundary === undefined) return {};
  return {
    PermissionsBoundary: {
      PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
      PermissionsBoundaryArn: PermissionsBoundary,
    },
  };
}
