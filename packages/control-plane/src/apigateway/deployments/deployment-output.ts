import type { Deployment } from '@portico/api-model';
import { epochSeconds } from '../timestamp.ts';

/** Deployment as the service writes it: id, date, and a description if there is one (spec: control plane, 4.6). */
export interface DeploymentOutput {
  readonly id: string;
  readonly description?: string;
  readonly createdDate: number;
}

export function deploymentOutput(deployment: Deployment): DeploymentOutput {
  return {
    id: deployment.id,
    ...(deployment.description !== undefined && { description: deployment.description }),
    createdDate: epochSeconds(deployment.createdDate),
  };
}
