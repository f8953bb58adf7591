import type { Stage } from '@portico/api-model';
import { badRequest } from '../errors.ts';
import type { PatchOperation } from '../patch-operations.ts';
import { unescapePathPart } from '../patch-operations.ts';
import {
  isMethodSettingPath,
  METHOD_SETTING_PATHS,
  patchMethodSetting,
  removeMethodSettings,
} from './method-settings.ts';
import { promoteCanary, replaceCanaryMember } from './patch-canary.ts';

/** The stage after one patch operation (spec: control plane, 4.7 and section 5). Throws BadRequestException. */
export function patchStage(
  stage: Stage,
  operation: PatchOperation,
  deploymentExists: (deploymentId: string) => boolean,
): Stage {
  const path = operation.path ?? '';
  switch (operation.op) {
    case 'replace':
      return replaceMember(stage, path, operation.value ?? '', deploymentExists);
    case 'add':
      if (path.startsWith('/accessLogSettings/')) return setAccessLog(stage, path, operation.value ?? '');
      throw badRequest(`Invalid add operation with path: ${path}`);
    case 'remove':
      return removeMember(stage, path);
    case 'copy':
      return promoteCanary(stage, path, operation.from);
    case 'move':
    case 'test':
      // TODO(aws-verify): the text for an op that stages do not have
      throw badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'|'copy'");
  }
}

function replaceMember(
  stage: Stage,
  path: string,
  value: string,
  deploymentExists: (deploymentId: string) => boolean,
): Stage {
  switch (path) {
    case '/deploymentId':
      if (!deploymentExists(value)) throw badRequest('Deployment id does not exist');
      return { ...stage, deploymentId: value };
    case '/description':
      return { ...stage, description: value };
    case '/clientCertificateId':
      return { ...stage, clientCertificateId: value };
    case '/documentationVersion':
      return { ...stage, documentationVersion: value };
    case '/cacheClusterSize':
      return { ...stage, cacheClusterSize: value };
    case '/cacheClusterEnabled':
      return { ...stage, cacheClusterEnabled: value === 'true' };
    case '/tracingEnabled':
      return { ...stage, tracingEnabled: value === 'true' };
  }
  if (path.startsWith('/accessLogSettings/')) return setAccessLog(stage, path, value);
  const canaried = replaceCanaryMember(stage, path, value, deploymentExists);
  if (canaried !== undefined) return canaried;
  const variable = variableName(path);
  if (variable !== undefined) {
    return { ...stage, variables: Object.fromEntries([...Object.entries(stage.variables), [variable, value]]) };
  }
  if (isMethodSettingPath(path)) return { ...stage, methodSettings: patchMethodSetting(stage, path, value) };
  throw invalidPath(path);
}

function removeMember(stage: Stage, path: string): Stage {
  if (path === '/accessLogSettings') {
    const { accessLogSettings: _, ...rest } = stage;
    return rest;
  }
  if (path === '/canarySettings') {
    const { canarySettings: _, ...rest } = stage;
    return rest;
  }
  const variable = variableName(path);
  if (variable !== undefined) {
    return { ...stage, variables: Object.fromEntries(Object.entries(stage.variables).filter(([n]) => n !== variable)) };
  }
  const methodSettings = removeMethodSettings(stage, path);
  if (methodSettings !== undefined) return { ...stage, methodSettings };
  throw badRequest(`Cannot remove method setting ${path.slice(1)} because there is no method setting for this method `);
}

function setAccessLog(stage: Stage, path: string, value: string): Stage {
  if (path !== '/accessLogSettings/destinationArn' && path !== '/accessLogSettings/format') {
    throw badRequest(
      'Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]',
    );
  }
  if (value === '') throw badRequest('Access Log value must not be empty');
  const settings = path.endsWith('/format') ? { format: value } : { destinationArn: value };
  return { ...stage, accessLogSettings: { ...stage.accessLogSettings, ...settings } };
}

function variableName(path: string): string | undefined {
  const name = /^\/variables\/([^/]+)$/.exec(path)?.[1];
  return name === undefined ? undefined : unescapePathPart(name);
}

/** TODO(aws-verify): the part of the list after the first method setting */
function invalidPath(path: string): Error {
  const settings = (prefix: string): string[] => METHOD_SETTING_PATHS.map((setting) => `${prefix}/${setting}`);
  const paths = [
    '/deploymentId',
    '/description',
    '/cacheClusterEnabled',
    '/cacheClusterSize',
    '/clientCertificateId',
    '/accessLogSettings',
    '/accessLogSettings/destinationArn',
    '/accessLogSettings/format',
    ...settings('/{resourcePath}/{httpMethod}'),
    ...settings('/*/*'),
    '/variables/{variable-name}',
    '/tracingEnabled',
  ];
  return badRequest(`Invalid method setting path: ${path}. Must be one of: [${paths.join(', ')}]`);
}
