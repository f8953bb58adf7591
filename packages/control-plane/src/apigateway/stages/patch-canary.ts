import type { CanarySettings, Stage } from '@portico/api-model';
import { badRequest } from '../errors.ts';
import { unescapePathPart } from '../patch-operations.ts';

/**
 * The stage after `replace` of a path under `/canarySettings` (spec: control plane, 4.7); undefined for a path that
 * canaries do not have. The first replace makes the canary, with the stage's own deployment and no traffic.
 */
export function replaceCanaryMember(
  stage: Stage,
  path: string,
  value: string,
  deploymentExists: (deploymentId: string) => boolean,
): Stage | undefined {
  const canary: CanarySettings = stage.canarySettings ?? {
    deploymentId: stage.deploymentId,
    percentTraffic: 0,
    stageVariableOverrides: {},
    useStageCache: false,
  };
  const changed = (change: Partial<CanarySettings>): Stage => ({ ...stage, canarySettings: { ...canary, ...change } });
  switch (path) {
    case '/canarySettings/deploymentId':
      if (!deploymentExists(value)) throw badRequest('Deployment id does not exist');
      return changed({ deploymentId: value });
    case '/canarySettings/percentTraffic':
      return changed({ percentTraffic: percentage(value) });
    case '/canarySettings/useStageCache':
      return changed({ useStageCache: value === 'true' });
  }
  const override = /^\/canarySettings\/stageVariableOverrides\/([^/]+)$/.exec(path)?.[1];
  if (override === undefined) return undefined;
  const overrides = [...Object.entries(canary.stageVariableOverrides), [unescapePathPart(override), value]];
  return changed({ stageVariableOverrides: Object.fromEntries(overrides) });
}

/** `copy`: the canary's deployment or variables become the stage's own. The canary remains. */
export function promoteCanary(stage: Stage, path: string, from: string | undefined): Stage {
  const deployment = path === '/deploymentId' && from === '/canarySettings/deploymentId';
  const variables = path === '/variables' && from === '/canarySettings/stageVariableOverrides';
  if (!deployment && !variables) {
    throw badRequest(
      `Invalid copy operation with path: ${path} and from ${from ?? 'null'}. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]`,
    );
  }
  const canary = stage.canarySettings;
  if (canary === undefined) throw badRequest('Promotion not available. Canary does not exist.');
  return deployment
    ? { ...stage, deploymentId: canary.deploymentId }
    : { ...stage, variables: { ...stage.variables, ...canary.stageVariableOverrides } };
}

function percentage(text: string): number {
  const percent = /^\d{1,3}(?:\.\d{1,10})?$/.test(text) ? Number(text) : Number.NaN;
  // TODO(aws-verify): the text
  if (!(percent <= 100)) throw badRequest(`Invalid percentTraffic: ${text}. Must be a number between 0.0 and 100.0`);
  return percent;
}
