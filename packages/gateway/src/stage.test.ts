import { describe, expect, test } from 'bun:test';
import { compileApi, PathAndQuery } from '@portico/api-compiler';
import type { MethodSetting, Stage } from '@portico/api-model';
import { deploymentOf, stageOf } from './conformance-case.ts';
import type { GatewayPorts } from './ports.ts';
import { checkStage, compileStage, type LoggingSetting } from './stage.ts';

const SETTING: MethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

describe('logging', () => {
  const INFO: MethodSetting = { ...SETTING, loggingLevel: 'INFO', dataTraceEnabled: true };
  const OFF: MethodSetting = { ...SETTING, loggingLevel: 'OFF' };
  const DEFAULT: LoggingSetting = { level: 'ERROR', dataTrace: false };
  test.each<[Record<string, MethodSetting>, string, LoggingSetting | undefined]>([
    [{}, '/a/{b}', DEFAULT],
    [{ 'a/{b}/GET': INFO }, '/a/{b}', { level: 'INFO', dataTrace: true }],
    [{ 'a/{b}/GET': INFO }, '/', DEFAULT],
    [{ '/GET': INFO }, '/', { level: 'INFO', dataTrace: true }],
    [{ '*/*': INFO }, '/', { level: 'INFO', dataTrace: true }],
    [{ '*/*': INFO, 'a/{b}/GET': OFF }, '/a/{b}', undefined],
    [{ '*/*': OFF }, '/', undefined],
    [{ '*/*': SETTING }, '/', DEFAULT],
  ])('%#', (methodSettings, path, expected) => {
    const api = compileApi(
      deploymentOf({ resources: { '/': { GET: { integration: {} } }, '/a/{b}': { GET: { integration: {} } } } }),
    );
    const owner = { accountId: '', region: '' };
    const stage = compileStage(stageOf({ methodSettings }), owner, api, {} as GatewayPorts, DEFAULT);
    const method = api.routes.find('GET', PathAndQuery.parse(path))?.target;
    if (method === undefined) throw new Error('no route');
    expect([stage.logging(method), stage.logging(method)]).toEqual([expected, expected]);
  });
});

describe('what a stage asks for and is not served', () => {
  test.each<[Partial<Stage>, string | undefined]>([
    [{}, undefined],
    [{ tracingEnabled: true, accessLogSettings: { format: '$context.requestId' } }, undefined],
    [{ methodSettings: { '*/*': SETTING } }, undefined],
    [{ cacheClusterEnabled: true }, 'caching (cacheClusterEnabled)'],
    [
      { canarySettings: { deploymentId: 'd', percentTraffic: 0, stageVariableOverrides: {}, useStageCache: false } },
      'canary',
    ],
    [{ webAclArn: 'arn' }, 'web ACLs'],
    [{ clientCertificateId: 'c' }, 'client certificates'],
    [{ methodSettings: { 'a/GET': { ...SETTING, cachingEnabled: true } } }, 'caching (methodSettings a/GET)'],
    [{ methodSettings: { '*/*': { ...SETTING, throttlingBurstLimit: 0 } } }, 'throttling (methodSettings */*)'],
    [{ methodSettings: { '*/*': { ...SETTING, throttlingRateLimit: 0.5 } } }, 'throttling (methodSettings */*)'],
  ])('%#: %p', (settings, refused) => {
    const found = checkStage({ ...stageOf({}), ...settings });
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(
      refused === undefined ? [] : ['error not-served'],
    );
    expect(found[0]?.message ?? '').toContain(refused ?? '');
  });
});
