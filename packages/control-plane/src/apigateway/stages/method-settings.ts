import type { MethodSetting, Stage } from '@portico/api-model';
import { badRequest } from '../errors.ts';
import { unescapePathPart } from '../patch-operations.ts';

type MethodSettings = Stage['methodSettings'];
type SettingPath = (typeof METHOD_SETTING_PATHS)[number];

/** What a patch path may end with after `/{resourcePath}/{httpMethod}/`, in the order of the service's message. */
export const METHOD_SETTING_PATHS = [
  'metrics/enabled',
  'logging/dataTrace',
  'logging/loglevel',
  'throttling/burstLimit',
  'throttling/rateLimit',
  'caching/ttlInSeconds',
  'caching/enabled',
  'caching/dataEncrypted',
  'caching/requireAuthorizationForCacheControl',
  'caching/unauthorizedCacheControlHeaderStrategy',
] as const;

/** What the first touch of a key fills in (spec: control plane, 4.6). */
const DEFAULTS: MethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

const ALL_METHODS = '*/*';

/** `/*\/*\/metrics/enabled`, `/~1pets~1{petId}/GET/logging/loglevel` */
export function isMethodSettingPath(path: string): boolean {
  return parsePath(path) !== undefined;
}

/** The settings after `replace`. A new key starts from what all methods have at the moment, and keeps it. */
export function patchMethodSetting(stage: Stage, path: string, value: string): MethodSettings {
  const parsed = parsePath(path);
  if (parsed === undefined) throw new Error(`${path} is not the path of a method setting`);
  const { key, setting } = parsed;
  const current = own(stage.methodSettings, key) ?? own(stage.methodSettings, ALL_METHODS) ?? DEFAULTS;
  return Object.fromEntries([
    ...Object.entries(stage.methodSettings),
    [key, { ...current, ...changedSetting(setting, value) }],
  ]);
}

/** The settings after `remove /{path}/{METHOD}`; undefined if there are none for that method. */
export function removeMethodSettings(stage: Stage, path: string): MethodSettings | undefined {
  const [, resourcePath, method, ...more] = path.split('/');
  if (resourcePath === undefined || method === undefined || more.length > 0) return undefined;
  const key = settingKey(resourcePath, method);
  if (own(stage.methodSettings, key) === undefined) return undefined;
  return Object.fromEntries(Object.entries(stage.methodSettings).filter(([name]) => name !== key));
}

function parsePath(path: string): { readonly key: string; readonly setting: SettingPath } | undefined {
  const [, resourcePath, method, group, name, ...more] = path.split('/');
  const setting = METHOD_SETTING_PATHS.find((known) => known === `${group}/${name}`);
  if (setting === undefined || resourcePath === undefined || method === undefined || more.length > 0) return undefined;
  return { key: settingKey(resourcePath, method), setting };
}

function settingKey(resourcePath: string, method: string): string {
  return `${unescapePathPart(resourcePath).replace(/^\//, '')}/${method}`;
}

function own(settings: MethodSettings, key: string): MethodSetting | undefined {
  return Object.hasOwn(settings, key) ? settings[key] : undefined;
}

function changedSetting(setting: SettingPath, value: string): Partial<MethodSetting> {
  switch (setting) {
    case 'metrics/enabled':
      return { metricsEnabled: value === 'true' };
    case 'logging/dataTrace':
      return { dataTraceEnabled: value === 'true' };
    case 'logging/loglevel':
      if (value === 'OFF' || value === 'ERROR' || value === 'INFO') return { loggingLevel: value };
      // TODO(aws-verify): the text
      throw badRequest(`Invalid logging level: ${value}. Must be one of: [OFF, ERROR, INFO]`);
    case 'throttling/burstLimit':
      return { throttlingBurstLimit: number(value, /^\d{1,9}$/) };
    case 'throttling/rateLimit':
      return { throttlingRateLimit: number(value, /^\d{1,9}(?:\.\d{1,9})?$/) };
    case 'caching/enabled':
      return { cachingEnabled: value === 'true' };
    case 'caching/ttlInSeconds':
      return { cacheTtlInSeconds: number(value, /^\d{1,9}$/) };
    case 'caching/dataEncrypted':
      return { cacheDataEncrypted: value === 'true' };
    case 'caching/requireAuthorizationForCacheControl':
      return { requireAuthorizationForCacheControl: value === 'true' };
    case 'caching/unauthorizedCacheControlHeaderStrategy': {
      const strategy = CACHE_CONTROL_STRATEGIES.find((known) => known === value);
      // TODO(aws-verify): the text
      if (strategy === undefined) {
        throw badRequest(`Invalid strategy: ${value}. Must be one of: [${CACHE_CONTROL_STRATEGIES.join(', ')}]`);
      }
      return { unauthorizedCacheControlHeaderStrategy: strategy };
    }
  }
}

const CACHE_CONTROL_STRATEGIES = [
  'FAIL_WITH_403',
  'SUCCEED_WITH_RESPONSE_HEADER',
  'SUCCEED_WITHOUT_RESPONSE_HEADER',
] as const;

function number(text: string, form: RegExp): number {
  // TODO(aws-verify): the text, and the ranges
  if (!form.test(text)) throw badRequest(`Invalid value specified: ${text}`);
  return Number(text);
}
