import { describe, expect, test } from 'bun:test';
import { JavaDouble, JavaList, JavaLong, JavaMap, toJavaString, type Value } from '@portico/values';
import { type ContextFacts, createContext, requestTime } from './context.ts';
import { RepeatedOverrideError } from './override-map.ts';
import { requestOverrides, responseOverrides } from './overrides.ts';

const FACTS: ContextFacts = {
  accountId: '000000000000',
  apiId: 'ratings',
  deploymentId: 'd1',
  domainName: 'localhost',
  domainPrefix: 'localhost',
  extendedRequestId: 'ext=',
  httpMethod: 'GET',
  identity: {
    accessKey: null,
    accountId: null,
    caller: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: '127.0.0.1',
    user: null,
    userAgent: 'curl/8',
    userArn: null,
  },
  path: '/test/x',
  requestId: 'r',
  requestTimeEpoch: 1_792_567_680_123,
  resourceId: 'res',
  resourcePath: '/x',
  stage: 'test',
};

function mapAt(context: JavaMap, ...path: string[]): JavaMap {
  let value: Value | undefined = context;
  for (const name of path) value = value instanceof JavaMap ? value.get(name) : undefined;
  if (!(value instanceof JavaMap)) throw new Error(path.join('.'));
  return value;
}

describe('$context', () => {
  test('has the recorded keys in the recorded order', () => {
    expect([...createContext(FACTS).keys()]).toEqual([
      ...[
        'accountId',
        'apiId',
        'deploymentId',
        'domainName',
        'domainPrefix',
        'extendedRequestId',
        'httpMethod',
        'identity',
        'path',
      ],
      ...['protocol', 'requestId', 'requestOverride', 'requestTime', 'requestTimeEpoch', 'resourceId', 'resourcePath'],
      ...['responseOverride', 'stage'],
    ]);
  });

  test('identity has its twelve names', () => {
    expect([...mapAt(createContext(FACTS), 'identity').keys()]).toEqual([
      ...[
        'accessKey',
        'accountId',
        'caller',
        'cognitoAuthenticationProvider',
        'cognitoAuthenticationType',
        'cognitoIdentityId',
      ],
      ...['cognitoIdentityPoolId', 'principalOrgId', 'sourceIp', 'user', 'userAgent', 'userArn'],
    ]);
  });

  test('override groups are there from the start, the status is not', () => {
    const context = createContext(FACTS);
    expect([...mapAt(context, 'requestOverride').keys()]).toEqual(['path', 'header', 'querystring']);
    expect([...mapAt(context, 'responseOverride').keys()]).toEqual(['header']);
  });

  test('authorizer values and claims, API key and canary flag appear when there are any', () => {
    const context = createContext({
      ...FACTS,
      authorizer: new Map<string, string | ReadonlyMap<string, string>>([
        ['principalId', 'p'],
        ['claims', new Map([['sub', 's']])],
      ]),
      identity: { ...FACTS.identity, apiKey: 'k', apiKeyId: 'kid' },
      isCanaryRequest: false,
    });
    expect(mapAt(context, 'authorizer', 'claims').get('sub')).toBe('s');
    expect(mapAt(context, 'identity').get('apiKeyId')).toBe('kid');
    expect(context.get('isCanaryRequest')).toBe(false);
    expect([...context.keys()].slice(0, 4)).toEqual(['accountId', 'apiId', 'authorizer', 'deploymentId']);
  });

  test('times', () => {
    const context = createContext(FACTS);
    expect(toJavaString(context.get('requestTimeEpoch') ?? null)).toBe('1792567680123');
    expect(requestTime(Date.UTC(2026, 9, 21, 7, 28, 0))).toBe('21/Oct/2026:07:28:00 +0000');
    expect(requestTime(0)).toBe('01/Jan/1970:00:00:00 +0000');
  });
});

describe('overrides', () => {
  test('none', () => {
    const context = createContext(FACTS);
    expect(requestOverrides(context)).toEqual({ header: new Map(), path: new Map(), querystring: new Map() });
    expect(responseOverrides(context)).toEqual({ header: new Map() });
  });

  test('values are text, lists are joined with a comma, null is nothing', () => {
    const context = createContext(FACTS);
    const header = mapAt(context, 'requestOverride', 'header');
    header.set('a', 'x');
    header.set('many', new JavaList(['foo', 1, new JavaDouble(2)]));
    header.set('n', null);
    mapAt(context, 'requestOverride', 'path').set('id', 5);
    expect(requestOverrides(context)).toEqual({
      header: new Map([
        ['a', 'x'],
        ['many', 'foo,1,2.0'],
      ]),
      path: new Map([['id', '5']]),
      querystring: new Map(),
    });
  });

  test('a parameter may be set once', () => {
    const context = createContext(FACTS);
    for (const map of [mapAt(context, 'requestOverride', 'querystring'), mapAt(context, 'responseOverride')]) {
      map.set('status', 'a');
      expect(() => map.set('status', 'b')).toThrow(RepeatedOverrideError);
    }
  });

  test('a group may be replaced as a whole', () => {
    const context = createContext(FACTS);
    mapAt(context, 'responseOverride').set('header', JavaMap.of([['x', 'y']]));
    mapAt(context, 'requestOverride').set('header', 'not a map');
    expect(responseOverrides(context).header).toEqual(new Map([['x', 'y']]));
    expect(requestOverrides(context).header).toEqual(new Map());
  });

  test.each<[Value, number | undefined]>([
    [444, 444],
    [new JavaLong(500n), 500],
    [100, 100],
    [599, 599],
    [99, undefined],
    [600, undefined],
    [200.5, undefined],
    [new JavaDouble(200), undefined],
    ['200', undefined],
    [null, undefined],
    [new JavaMap(), undefined],
  ])('status %p is %p', (value, expected) => {
    const context = createContext(FACTS);
    mapAt(context, 'responseOverride').set('status', value);
    expect(responseOverrides(context).status).toBe(expected);
  });
});
