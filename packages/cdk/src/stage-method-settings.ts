import type { IResolvable } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { SageMakerMethodOptions } from './props.ts';

type MethodSetting = apigateway.CfnStage.MethodSettingProperty;

/** CDK's own default when a method of the stage is cached. */
const DEFAULT_CACHE_CLUSTER_SIZE = '0.5';

/**
 * Gives one method its own settings on the stage. They start from the stage's settings for all methods: the service
 * looks at the method's own entry alone.
 */
export function setMethodSettings(
  stage: apigateway.Stage,
  method: apigateway.Method,
  { throttle, cache }: SageMakerMethodOptions,
): void {
  if (throttle === undefined && cache === undefined) return;
  const cfnStage = stage.node.findChild('Resource');
  if (!(cfnStage instanceof apigateway.CfnStage)) throw new Error(`${cfnStage.node.path} is no stage`);
  if (cache !== undefined) enableCacheCluster(cfnStage);

  const place = { httpMethod: method.httpMethod, resourcePath: settingsPath(method.resource.path) };
  const entries = methodSettingsOf(cfnStage);
  const base = entries.find((entry) => isAt(entry, place)) ?? entries.find((entry) => isAt(entry, ALL_METHODS));
  const entry: MethodSetting = { ...base, ...throttleSettings(throttle), ...cacheSettings(cache), ...place };
  cfnStage.methodSettings = [...entries.filter((other) => !isAt(other, place)), entry];
}

const ALL_METHODS = { httpMethod: '*', resourcePath: '/*' };

function throttleSettings({ rateLimit, burstLimit }: apigateway.ThrottleSettings = {}): MethodSetting {
  return {
    ...(rateLimit === undefined ? {} : { throttlingRateLimit: rateLimit }),
    ...(burstLimit === undefined ? {} : { throttlingBurstLimit: burstLimit }),
  };
}

function cacheSettings(cache: SageMakerMethodOptions['cache']): MethodSetting {
  if (cache === undefined) return {};
  return {
    cachingEnabled: true,
    cacheDataEncrypted: cache.encrypted ?? true,
    ...(cache.ttl === undefined ? {} : { cacheTtlInSeconds: cache.ttl.toSeconds() }),
  };
}

function enableCacheCluster(stage: apigateway.CfnStage): void {
  if (stage.cacheClusterEnabled === false) {
    throw new Error('cache needs the cache cluster, which deployOptions.cacheClusterEnabled switches off');
  }
  stage.cacheClusterEnabled = true;
  stage.cacheClusterSize ??= DEFAULT_CACHE_CLUSTER_SIZE;
}

function methodSettingsOf({ methodSettings = [] }: apigateway.CfnStage): readonly (MethodSetting | IResolvable)[] {
  if (!Array.isArray(methodSettings)) throw new Error('the method settings of the stage are a token');
  return methodSettings;
}

function isAt(entry: MethodSetting | IResolvable, place: typeof ALL_METHODS): boolean {
  return 'httpMethod' in entry && entry.httpMethod === place.httpMethod && entry.resourcePath === place.resourcePath;
}

/** `/a/{b}` is written `/~1a~1{b}` in CloudFormation. */
function settingsPath(resourcePath: string): string {
  return `/${resourcePath.replaceAll('/', '~1')}`;
}
