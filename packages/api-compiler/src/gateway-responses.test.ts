import { describe, expect, test } from 'bun:test';
import type { GatewayResponse, GatewayResponseType, RestApi } from '@portico/api-model';
import { GATEWAY_RESPONSE_TYPES, GatewayFault } from '@portico/api-model';
import { Payload } from '@portico/values';
import { collectInto } from './diagnostics.ts';
import type { Received } from './facts.ts';
import { DecodedParameters } from './facts.ts';
import { builtIn, compileGatewayResponses } from './gateway-responses.ts';
import { PathAndQuery } from './path-and-query.ts';
import { RequestScope } from './scopes.ts';

const RECEIVED: Received = {
  ids: { requestId: 'r', extendedRequestId: 'e', lines: new Uint8Array() },
  receivedAtInMillis: 0,
  httpMethod: 'GET',
  path: '/test/x',
  belowStage: PathAndQuery.parse('/x?q=a%0d%0aEvil:%201'),
  headers: [],
  body: Payload.EMPTY,
  sourceIp: '',
  host: '',
};
const SCOPE = new RequestScope(
  RECEIVED,
  new DecodedParameters(RECEIVED, new Map()),
  { accountId: '', region: '', apiId: '', stageName: 'test', deploymentId: '', variables: new Map() },
  undefined,
);

describe('byte layout of the built-in bodies', () => {
  test.each<[GatewayResponseType, string]>([
    ['WAF_FILTERED', '{"message":"Forbidden"}'],
    ['ACCESS_DENIED', '{"Message":"User is not authorized to access this resource"}'],
    ['API_CONFIGURATION_ERROR', '{"message": "Internal server error"}'],
    ['AUTHORIZER_FAILURE', '{"message":null}'],
    ['BAD_REQUEST_BODY', '{"message": "Invalid request body"}'],
    ['REQUEST_TOO_LARGE', '{"message":"Request Too Long"}'],
    ['THROTTLED', '{"message":"Too Many Requests"}'],
    ['QUOTA_EXCEEDED', '{"message":"Limit Exceeded"}'],
    ['UNSUPPORTED_MEDIA_TYPE', '{"message": "Unsupported Media Type"}'],
    ['INTEGRATION_TIMEOUT', '{"message": "Endpoint request timed out"}'],
    ['DEFAULT_5XX', '{"message": "Internal server error"}'],
  ])('%s', (type, body) => {
    expect(builtIn(new GatewayFault(type)).body.text()).toBe(body);
  });

  test('recorded lengths', () => {
    expect(builtIn(new GatewayFault('WAF_FILTERED')).body.bytes().length).toBe(23);
    expect(builtIn(new GatewayFault('DEFAULT_5XX')).body.bytes().length).toBe(36);
  });

  test('every type has a status of its class and an error type', () => {
    for (const type of Object.keys(GATEWAY_RESPONSE_TYPES) as GatewayResponseType[]) {
      const { status, headers } = builtIn(new GatewayFault(type));
      expect(status).toBeGreaterThanOrEqual(400);
      expect(headers.map(([name]) => name)).toEqual(['Content-Type', 'x-amzn-ErrorType']);
    }
  });
});

describe('which entry answers', () => {
  const own = { responseType: 'THROTTLED', statusCode: '420' } as const;
  const default4 = { responseType: 'DEFAULT_4XX', statusCode: '499' } as const;
  const default5 = { responseType: 'DEFAULT_5XX', statusCode: '599' } as const;
  test.each<[GatewayResponseType, number]>([
    ['THROTTLED', 420],
    ['QUOTA_EXCEEDED', 499],
    ['WAF_FILTERED', 499],
    ['INTEGRATION_FAILURE', 599],
    ['DEFAULT_5XX', 599],
    ['REQUEST_TOO_LARGE', 413],
  ])('%s: %d', (type, status) => {
    expect(render([own, default4, default5], new GatewayFault(type)).status).toBe(status);
  });

  test('a fault with a status of its own keeps it where the entry names none', () => {
    const fault = new GatewayFault('DEFAULT_5XX', { status: 502 });
    expect(render([{ responseType: 'DEFAULT_5XX' }], fault).status).toBe(502);
  });
});

test('a header value with a line end is left out, the reply is sent all the same', () => {
  const reply = render(
    [
      {
        responseType: 'DEFAULT_4XX',
        responseParameters: { 'gatewayresponse.header.X': 'method.request.querystring.q' },
      },
    ],
    new GatewayFault('MISSING_AUTHENTICATION_TOKEN'),
  );
  expect(reply.headers.map(([name]) => name)).toEqual(['Content-Type', 'x-amzn-ErrorType']);
});

function render(responses: readonly Partial<GatewayResponse>[], fault: GatewayFault) {
  const gatewayResponses = responses.map((response) => ({
    responseParameters: {},
    responseTemplates: {},
    ...response,
  }));
  return compileGatewayResponses({ gatewayResponses } as unknown as RestApi, collectInto([]))(fault, SCOPE);
}
