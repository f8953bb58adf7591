import type { CompiledApi, CompiledMethod, StageFacts } from '@portico/api-compiler';
import type { Diagnostic, MethodSetting, Stage } from '@portico/api-model';
import type { AccessLogSetting } from './access-log.ts';
import { compileAccessLog } from './access-log.ts';
import type { GatewayPorts } from './ports.ts';

/** A stage: live settings around one compiled deployment. Replaced as a whole when its settings or deployment change. */
export interface CompiledStage {
  readonly facts: StageFacts;
  readonly api: CompiledApi;
  readonly ports: GatewayPorts;
  /** What is logged for requests to a method; `undefined` when nobody listens. */
  logging(method: CompiledMethod): LoggingSetting | undefined;
  readonly accessLog: AccessLogSetting | undefined;
}

export interface LoggingSetting {
  readonly level: 'ERROR' | 'INFO';
  readonly dataTrace: boolean;
}

export interface StageOwner {
  readonly accountId: string;
  readonly region: string;
}

/**
 * @param defaultLogging for methods whose settings name no logging level
 */
export function compileStage(
  stage: Stage,
  owner: StageOwner,
  api: CompiledApi,
  ports: GatewayPorts,
  defaultLogging: LoggingSetting | undefined,
): CompiledStage {
  const settings = new Map<CompiledMethod, LoggingSetting | typeof OFF>();
  return {
    facts: {
      accountId: owner.accountId,
      region: owner.region,
      apiId: api.apiId,
      stageName: stage.stageName,
      deploymentId: api.deploymentId,
      variables: new Map(Object.entries(stage.variables)),
    },
    api,
    ports,
    accessLog: compileAccessLog(stage),
    logging(method) {
      let setting = settings.get(method);
      if (setting === undefined) {
        setting = loggingOf(stage, method) ?? defaultLogging ?? OFF;
        settings.set(method, setting);
      }
      return setting === OFF ? undefined : setting;
    },
  };
}

const OFF = 'OFF';

/** Stage settings that Portico does not serve; they are refused, never ignored. */
export function checkStage(stage: Stage): readonly Diagnostic[] {
  const refused: string[] = [];
  if (stage.cacheClusterEnabled) refused.push('caching (cacheClusterEnabled)');
  if (stage.canarySettings !== undefined) refused.push('canary releases (canarySettings)');
  if (stage.webAclArn !== undefined) refused.push('web ACLs (webAclArn)');
  if (stage.clientCertificateId !== undefined) refused.push('client certificates (clientCertificateId)');
  for (const [key, setting] of Object.entries(stage.methodSettings)) {
    if (setting.cachingEnabled) refused.push(`caching (methodSettings ${key})`);
    if (isThrottled(setting)) refused.push(`throttling (methodSettings ${key})`);
  }
  return refused.map((what) => ({
    severity: 'error',
    code: 'not-served',
    message: `Portico does not serve ${what} yet`,
    remedy: 'Leave it out, or deploy the definition to AWS.',
    place: `stage ${stage.stageName}`,
  }));
}

/** The account's own limits, which a setting without throttling repeats (spec: control plane, section 4.6). */
const DEFAULT_BURST = 5000;
const DEFAULT_RATE = 10_000;

function isThrottled(setting: MethodSetting): boolean {
  return setting.throttlingBurstLimit < DEFAULT_BURST || setting.throttlingRateLimit < DEFAULT_RATE;
}

/** `undefined`: the settings name no level. */
function loggingOf(stage: Stage, method: CompiledMethod): LoggingSetting | typeof OFF | undefined {
  const key = `${method.resourcePath.slice(1)}/${method.httpMethod}`;
  const setting = own(stage.methodSettings, key) ?? own(stage.methodSettings, '*/*');
  if (setting?.loggingLevel === undefined || setting.loggingLevel === OFF) return setting?.loggingLevel;
  return { level: setting.loggingLevel, dataTrace: setting.dataTraceEnabled };
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
