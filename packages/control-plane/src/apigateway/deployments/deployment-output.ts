import type { Deployment } from '@portico/api-model';
import type { DeploymentSummary } from '@portico/store';
import { epochSeconds } from '../timestamp.ts';

/** Deployment as the service writes it: id, date, and a description if there is one (spec: control plane, 4.6). */
export interface DeploymentOutput {
  readonly id: string;
  readonly description?: string;
  readonly createdDate: number;
  /** Path to verb to what protects the method; only where it is asked for. */
  readonly apiSummary?: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

export function deploymentOutput(deployment: DeploymentSummary): DeploymentOutput {
  return {
    id: deployment.id,
    ...(deployment.description !== undefined && { description: deployment.description }),
    createdDate: epochSeconds(deployment.createdDate),
  };
}

/** `embed=apisummary` */
export function apiSummary({ api }: Deployment): NonNullable<DeploymentOutput['apiSummary']> {
  return Object.fromEntries(
    api.resources
      .filter(({ methods }) => methods.length > 0)
      .map(({ path, methods }) => [
        path,
        Object.fromEntries(
          methods.map(({ httpMethod, authorizationType, apiKeyRequired }) => [
            httpMethod,
            { authorizationType, apiKeyRequired },
          ]),
        ),
      ]),
  );
}
