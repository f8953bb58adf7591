import type { Stage } from '@portico/api-model';
import { epochSeconds } from '../timestamp.ts';

/** Stage as the service writes it (spec: control plane, 4.6), without tags: members that were never set are absent. */
export function stageOutput(stage: Stage): Readonly<Record<string, unknown>> {
  return {
    deploymentId: stage.deploymentId,
    ...(stage.clientCertificateId !== undefined && { clientCertificateId: stage.clientCertificateId }),
    stageName: stage.stageName,
    ...(stage.description !== undefined && { description: stage.description }),
    cacheClusterEnabled: stage.cacheClusterEnabled,
    ...(stage.cacheClusterSize !== undefined && { cacheClusterSize: stage.cacheClusterSize }),
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: stage.methodSettings,
    ...(Object.keys(stage.variables).length > 0 && { variables: stage.variables }),
    ...(stage.documentationVersion !== undefined && { documentationVersion: stage.documentationVersion }),
    ...(stage.accessLogSettings !== undefined && { accessLogSettings: stage.accessLogSettings }),
    ...(stage.canarySettings !== undefined && { canarySettings: stage.canarySettings }),
    tracingEnabled: stage.tracingEnabled,
    ...(stage.webAclArn !== undefined && { webAclArn: stage.webAclArn }),
    createdDate: epochSeconds(stage.createdDate),
    lastUpdatedDate: epochSeconds(stage.lastUpdatedDate),
  };
}
