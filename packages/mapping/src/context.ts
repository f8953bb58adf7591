import { JavaLong, JavaMap } from '@portico/values';
import { OverrideMap } from './override-map.ts';

/** The caller, as `$context.identity` shows it. A fact that is not known is `null`; an optional one that is left out has no key. */
export interface IdentityFacts {
  readonly accessKey: string | null;
  readonly accountId: string | null;
  /** Only on methods that require an API key. */
  readonly apiKey?: string;
  readonly apiKeyId?: string;
  readonly caller: string | null;
  readonly cognitoAuthenticationProvider: string | null;
  readonly cognitoAuthenticationType: string | null;
  readonly cognitoIdentityId: string | null;
  readonly cognitoIdentityPoolId: string | null;
  readonly principalOrgId: string | null;
  readonly sourceIp: string | null;
  readonly user: string | null;
  readonly userAgent: string | null;
  readonly userArn: string | null;
  readonly vpcId?: string;
  readonly vpceId?: string;
}

/** What `$context` is made of (spec: data plane, section 21.3). */
export interface ContextFacts {
  readonly accountId: string;
  readonly apiId: string;
  /** `principalId`, the authorizer's context values, or `claims`. Absent on methods without an authorizer. */
  readonly authorizer?: ReadonlyMap<string, string | ReadonlyMap<string, string>>;
  readonly awsEndpointRequestId?: string;
  readonly deploymentId: string;
  readonly domainName: string;
  readonly domainPrefix: string;
  readonly extendedRequestId: string;
  readonly httpMethod: string;
  readonly identity: IdentityFacts;
  /** Present while the stage has canary settings. */
  readonly isCanaryRequest?: boolean;
  /** `/{stage}` and the raw path below it. */
  readonly path: string;
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly requestTimeEpoch: number;
  readonly resourceId: string;
  /** As in the definition: `/pets/{petId}`. */
  readonly resourcePath: string;
  readonly stage: string;
  readonly wafResponseCode?: string;
  readonly webaclArn?: string;
}

/** `$context`, its keys in the recorded order (alphabetical). Override maps are empty but for their groups. The maps inside print nothing (recorded). */
export function createContext(facts: ContextFacts): JavaMap {
  const context = new JavaMap();
  context.set('accountId', facts.accountId);
  context.set('apiId', facts.apiId);
  if (facts.authorizer !== undefined) context.set('authorizer', nested(facts.authorizer));
  if (facts.awsEndpointRequestId !== undefined) context.set('awsEndpointRequestId', facts.awsEndpointRequestId);
  context.set('deploymentId', facts.deploymentId);
  context.set('domainName', facts.domainName);
  context.set('domainPrefix', facts.domainPrefix);
  context.set('extendedRequestId', facts.extendedRequestId);
  context.set('httpMethod', facts.httpMethod);
  context.set('identity', identity(facts.identity));
  if (facts.isCanaryRequest !== undefined) context.set('isCanaryRequest', facts.isCanaryRequest);
  context.set('path', facts.path);
  // The gateway states this version whatever the client speaks.
  context.set('protocol', 'HTTP/1.1');
  context.set('requestId', facts.requestId);
  context.set('requestOverride', overrideGroups());
  context.set('requestTime', requestTime(facts.requestTimeEpoch));
  context.set('requestTimeEpoch', new JavaLong(BigInt(facts.requestTimeEpoch)));
  context.set('resourceId', facts.resourceId);
  context.set('resourcePath', facts.resourcePath);
  context.set('responseOverride', new OverrideMap([['header', new OverrideMap()]]));
  context.set('stage', facts.stage);
  if (facts.wafResponseCode !== undefined) context.set('wafResponseCode', facts.wafResponseCode);
  if (facts.webaclArn !== undefined) context.set('webaclArn', facts.webaclArn);
  return context;
}

function overrideGroups(): JavaMap {
  const groups = new JavaMap(false);
  groups.set('path', new OverrideMap());
  groups.set('header', new OverrideMap());
  groups.set('querystring', new OverrideMap());
  return groups;
}

/** Common log format, UTC: `21/Oct/2026:07:28:00 +0000`. */
export function requestTime(epochMillis: number): string {
  const at = new Date(epochMillis);
  const date = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${date}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function two(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

function identity(facts: IdentityFacts): JavaMap {
  const map = new JavaMap(false);
  map.set('accessKey', facts.accessKey);
  map.set('accountId', facts.accountId);
  if (facts.apiKey !== undefined) map.set('apiKey', facts.apiKey);
  if (facts.apiKeyId !== undefined) map.set('apiKeyId', facts.apiKeyId);
  map.set('caller', facts.caller);
  map.set('cognitoAuthenticationProvider', facts.cognitoAuthenticationProvider);
  map.set('cognitoAuthenticationType', facts.cognitoAuthenticationType);
  map.set('cognitoIdentityId', facts.cognitoIdentityId);
  map.set('cognitoIdentityPoolId', facts.cognitoIdentityPoolId);
  map.set('principalOrgId', facts.principalOrgId);
  map.set('sourceIp', facts.sourceIp);
  map.set('user', facts.user);
  map.set('userAgent', facts.userAgent);
  map.set('userArn', facts.userArn);
  if (facts.vpcId !== undefined) map.set('vpcId', facts.vpcId);
  if (facts.vpceId !== undefined) map.set('vpceId', facts.vpceId);
  return map;
}

function nested(entries: ReadonlyMap<string, string | ReadonlyMap<string, string>>): JavaMap {
  const map = new JavaMap(false);
  for (const [key, value] of entries) map.set(key, typeof value === 'string' ? value : nested(value));
  return map;
}
