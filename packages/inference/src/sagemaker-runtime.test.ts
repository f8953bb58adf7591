import { describe, expect, test } from 'bun:test';
import { Payload } from '@portico/values';
import type { ContainerReply, ContainerRequest } from './container.ts';
import { createEndpointRegistry } from './endpoint-registry.ts';
import type { InvokeEndpointReply, InvokeEndpointRequest } from './invocation.ts';
import { createSageMakerRuntime } from './sagemaker-runtime.ts';

type Answer = (request: ContainerRequest) => ContainerReply | Promise<ContainerReply>;

const failures: unknown[] = [];

/** A runtime with endpoint `movie-ratings` of variants `AllTraffic` (weight 1) and `Shadow` (weight 0). */
function runtime(answer: Answer) {
  const endpoints = createEndpointRegistry();
  const container = { invoke: answer };
  endpoints.put({
    name: 'movie-ratings',
    accountId: '000000000000',
    region: 'eu-west-1',
    variants: [
      { variantName: 'AllTraffic', weight: 1, container },
      { variantName: 'Shadow', weight: 0, container },
    ],
  });
  endpoints.put({
    name: 'idle',
    accountId: '000000000000',
    region: 'eu-west-1',
    variants: [{ variantName: 'AllTraffic', weight: 0, container }],
  });
  return createSageMakerRuntime({
    endpoints,
    requestId: () => 'id-1',
    limits: { bodyBytes: 100 },
    reportFailure: (failure) => failures.push(failure),
  });
}

const ok: Answer = () => ({ status: 200, contentType: 'application/json', body: Payload.fromText('{}') });

interface Changes {
  readonly endpointName?: string;
  readonly accountId?: string;
  readonly region?: string;
  readonly contentType?: string;
  readonly accept?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function request({ headers = {}, body = '{"a":1}', ...changes }: Changes = {}): InvokeEndpointRequest {
  return {
    endpointName: 'movie-ratings',
    accountId: '000000000000',
    region: 'eu-west-1',
    ...changes,
    body: Payload.fromText(body),
    headers: new Map(Object.entries(headers)),
  };
}

function partsOf({ status, headers, body }: InvokeEndpointReply): InvokeEndpointReply {
  return { status, headers, body };
}

function json(reply: InvokeEndpointReply): unknown {
  return JSON.parse(reply.body.text());
}

describe('an answer', () => {
  test('comes at once when the container answers at once', () => {
    expect(partsOf(runtime(ok).invokeEndpoint(request()) as InvokeEndpointReply)).toEqual({
      status: 200,
      headers: [
        ['Content-Type', 'application/json'],
        ['x-Amzn-Invoked-Production-Variant', 'AllTraffic'],
        ['x-amzn-RequestId', 'id-1'],
      ],
      body: Payload.fromText('{}'),
    });
  });

  test('keeps the body object of the container', () => {
    const body = Payload.fromValue(null);
    const reply = runtime(() => ({ status: 200, body })).invokeEndpoint(request());
    expect((reply as InvokeEndpointReply).body).toBe(body);
  });

  test('of a container that takes its time is awaited; any 2xx is 200; custom attributes come back', async () => {
    const reply = runtime(async () => ({ status: 201, customAttributes: 'trace=1', body: Payload.EMPTY }));
    expect(partsOf(await reply.invokeEndpoint(request()))).toEqual({
      status: 200,
      headers: [
        ['x-Amzn-Invoked-Production-Variant', 'AllTraffic'],
        ['X-Amzn-SageMaker-Custom-Attributes', 'trace=1'],
        ['x-amzn-RequestId', 'id-1'],
      ],
      body: Payload.EMPTY,
    });
  });

  test('names the variant that was asked for, also one without traffic', () => {
    const headers = { 'x-amzn-sagemaker-target-variant': 'Shadow' };
    const reply = runtime(ok).invokeEndpoint(request({ headers })) as InvokeEndpointReply;
    expect(reply.headers).toContainEqual(['x-Amzn-Invoked-Production-Variant', 'Shadow']);
  });
});

test('the container sees body, Content-Type, Accept and custom attributes, and nothing else', () => {
  const seen: ContainerRequest[] = [];
  const sent = request({
    contentType: 'text/csv',
    accept: '*/*',
    headers: {
      'x-amzn-sagemaker-custom-attributes': 'c=1',
      'x-amzn-sagemaker-inference-id': 'abc',
      'x-amzn-sagemaker-prefix-aware-id': 'p',
      'x-other': 'x',
    },
  });
  const container: Answer = (received) => {
    seen.push(received);
    return ok(received);
  };
  runtime(container).invokeEndpoint(sent);
  expect(seen).toEqual([{ contentType: 'text/csv', accept: '*/*', customAttributes: 'c=1', body: sent.body }]);
  expect(seen[0]?.body).toBe(sent.body);
});

describe('a refused invocation', () => {
  const constraint = '1 validation error detected: Value';
  const pattern = 'failed to satisfy constraint: Member must satisfy regular expression pattern:';
  const cases: readonly (readonly [string, Changes, number, string, unknown])[] = [
    [
      'of an unknown endpoint',
      { endpointName: 'films' },
      400,
      'ValidationError',
      { Message: 'Endpoint films of account 000000000000 not found.' },
    ],
    [
      'of a name in another case',
      { endpointName: 'Movie-Ratings' },
      400,
      'ValidationError',
      { Message: 'Endpoint Movie-Ratings of account 000000000000 not found.' },
    ],
    [
      'of another account',
      { accountId: '111111111111' },
      400,
      'ValidationError',
      { Message: 'Endpoint movie-ratings of account 111111111111 not found.' },
    ],
    [
      'in another region',
      { region: 'us-east-1' },
      400,
      'ValidationError',
      { Message: 'Endpoint movie-ratings of account 000000000000 not found.' },
    ],
    [
      'of a name that no endpoint can have',
      { endpointName: 'a b' },
      400,
      'ValidationError',
      { Message: `${constraint} 'a b' at 'endpointName' ${pattern} [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}` },
    ],
    [
      'of a name that is too long',
      { endpointName: 'e'.repeat(64) },
      400,
      'ValidationError',
      {
        Message: `${constraint} '${'e'.repeat(63)}' at 'endpointName' failed to satisfy constraint: Member must have length less than or equal to 63`,
      },
    ],
    [
      'of an unknown variant',
      { headers: { 'x-amzn-sagemaker-target-variant': 'Other' } },
      400,
      'ValidationError',
      { Message: 'Variant Other not found for Request' },
    ],
    [
      'without a body',
      { body: '' },
      400,
      'ValidationError',
      {
        Message: "1 validation error detected: Value at 'body' failed to satisfy constraint: Member must not be null",
      },
    ],
    [
      'with a control character in a header',
      { contentType: 'text/csv\r\nX-Evil: 1' },
      400,
      'ValidationError',
      { Message: `${constraint} 'text/csv\r\nX-Evil: 1' at 'contentType' ${pattern} \\p{ASCII}*` },
    ],
    [
      'with a header beyond ASCII',
      { accept: 'text/größer' },
      400,
      'ValidationError',
      { Message: `${constraint} 'text/größer' at 'accept' ${pattern} \\p{ASCII}*` },
    ],
    [
      'with custom attributes that are too long',
      { headers: { 'x-amzn-sagemaker-custom-attributes': 'c'.repeat(1025) } },
      400,
      'ValidationError',
      {
        Message: `${constraint} '${'c'.repeat(1024)}' at 'customAttributes' failed to satisfy constraint: Member must have length less than or equal to 1024`,
      },
    ],
    [
      'with an empty inference id',
      { headers: { 'x-amzn-sagemaker-inference-id': '' } },
      400,
      'ValidationError',
      {
        Message: `${constraint} '' at 'inferenceId' failed to satisfy constraint: Member must have length greater than or equal to 1`,
      },
    ],
    [
      'of a model of a multi-model endpoint',
      { headers: { 'x-amzn-sagemaker-target-model': 'a.tar.gz' } },
      400,
      'ValidationError',
      {
        ErrorCode: 'TARGET_MODEL_HEADER_NOT_SUPPORTED',
        Message: 'Endpoint movie-ratings is not a multi-model endpoint and does not support target model header.',
      },
    ],
    [
      'of an endpoint whose variants all have weight 0',
      { endpointName: 'idle' },
      503,
      'ServiceUnavailable',
      { Message: 'No variant of endpoint idle takes traffic.' },
    ],
  ];
  test.each(cases)('%s', (_what, changes, status, code, body) => {
    const reply = runtime(() => {
      throw new Error('the container must not see this');
    }).invokeEndpoint(request(changes)) as InvokeEndpointReply;
    expect(json(reply)).toEqual(body);
    expect(reply.status).toBe(status);
    expect(reply.headers).toEqual([
      ['Content-Type', 'application/json'],
      ['x-amzn-ErrorType', code],
      ['x-amzn-RequestId', 'id-1'],
    ]);
  });

  test.each([['target-container-hostname'], ['inference-component'], ['enable-explanations'], ['session-id']])(
    'with a %s header that this endpoint has no use for',
    (header) => {
      const headers = { [`x-amzn-sagemaker-${header}`]: 'x' };
      const reply = runtime(ok).invokeEndpoint(request({ headers })) as InvokeEndpointReply;
      expect(reply.status).toBe(400);
      expect(reply.headers).toContainEqual(['x-amzn-ErrorType', 'ValidationError']);
      expect(reply.body.text()).toContain('movie-ratings');
    },
  );

  test.each([
    ['ASCII', 'x', 100],
    ['two bytes each', 'ü', 50],
    ['three bytes each', '€', 33],
    ['four bytes each', '🎬', 25],
  ])('over the limit, in bytes: %s', (_what, character, fitting) => {
    const at = runtime(ok).invokeEndpoint(request({ body: character.repeat(fitting) })) as InvokeEndpointReply;
    expect(at.status).toBe(200);
    const over = runtime(ok).invokeEndpoint(request({ body: character.repeat(fitting + 1) })) as InvokeEndpointReply;
    expect(over.status).toBe(413);
    expect(json(over)).toEqual({ message: 'HTTP content length exceeded 100 bytes.' });
    expect(over.headers).toEqual([
      ['Content-Type', 'application/json'],
      ['x-amzn-RequestId', 'id-1'],
    ]);
  });
});

describe('ModelError', () => {
  const see =
    'See https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logEventViewer:group=/aws/sagemaker/Endpoints/movie-ratings in account 000000000000 for more information.';
  const timedOut =
    'Your invocation timed out while waiting for a response from container primary. Review the latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again.';
  const noResponse =
    'Amazon SageMaker could not get a response from the movie-ratings endpoint. This can occur when CPU or memory utilization is high. To check your utilization, see Amazon CloudWatch. To fix this problem, use an instance type with more CPU capacity or memory.';
  const long = 'x'.repeat(3000);
  const cases: readonly (readonly [string, ContainerReply, string, number, string, string])[] = [
    [
      'a 4xx answer',
      { status: 400, body: Payload.fromText('bad "ids"') },
      'CLIENT_ERROR_FROM_MODEL',
      400,
      'bad "ids"',
      `Received client error (400) from primary with message "bad "ids"". ${see}`,
    ],
    [
      'a 5xx answer',
      { status: 503, body: Payload.EMPTY },
      'INTERNAL_FAILURE_FROM_MODEL',
      503,
      '',
      `Received server error (503) from primary with message "". ${see}`,
    ],
    [
      'a redirection',
      { status: 302, body: Payload.fromText('moved') },
      'INTERNAL_FAILURE_FROM_MODEL',
      302,
      'moved',
      `Received server error (302) from primary with message "moved". ${see}`,
    ],
    [
      'an answer that is too long to repeat',
      { status: 422, body: Payload.fromText(long) },
      'CLIENT_ERROR_FROM_MODEL',
      422,
      long.slice(0, 2048),
      `Received client error (422) from primary and could not load the entire response body. ${see}`,
    ],
    [
      'an answer over the limit',
      { failure: 'RESPONSE_TOO_LARGE', status: 200 },
      'INTERNAL_FAILURE_FROM_MODEL',
      200,
      '',
      `Received server error (200) from primary and could not load the entire response body. ${see}`,
    ],
    [
      'no answer in time',
      { failure: 'TIMEOUT' },
      'INTERNAL_FAILURE_FROM_MODEL',
      0,
      timedOut,
      `Received server error (0) from primary with message "${timedOut}". ${see}`,
    ],
    [
      'no answer',
      { failure: 'NO_RESPONSE' },
      'INTERNAL_FAILURE_FROM_MODEL',
      0,
      noResponse,
      `Received server error (0) from primary with message "${noResponse}". ${see}`,
    ],
  ];
  test.each(cases)('for %s', (_what, answer, errorCode, status, originalMessage, message) => {
    const reply = runtime(() => answer).invokeEndpoint(request()) as InvokeEndpointReply;
    expect(reply.status).toBe(424);
    expect(reply.headers).toEqual([
      ['Content-Type', 'application/json'],
      ['x-amzn-ErrorType', 'ModelError'],
      ['x-amzn-RequestId', 'id-1'],
    ]);
    expect(json(reply)).toEqual({
      ErrorCode: errorCode,
      LogStreamArn: 'arn:aws:logs:eu-west-1:000000000000:log-group:/aws/sagemaker/Endpoints/movie-ratings',
      Message: message,
      OriginalMessage: originalMessage,
      OriginalStatusCode: status,
    });
  });
});

describe('a broken invariant is InternalFailure, reported and not shown', () => {
  const secret = new Error('secret');
  test.each<readonly [string, Answer]>([
    [
      'a container that throws',
      () => {
        throw secret;
      },
    ],
    ['a container that rejects', () => Promise.reject(secret)],
    [
      'an answer that breaks when it is read',
      async () => {
        const body = Payload.fromText('x');
        body.text = () => {
          throw secret;
        };
        return { status: 400, body };
      },
    ],
  ])('%s', async (_what, answer) => {
    failures.length = 0;
    const reply = await runtime(answer).invokeEndpoint(request());
    expect(reply.status).toBe(500);
    expect(reply.headers).toContainEqual(['x-amzn-ErrorType', 'InternalFailure']);
    expect(json(reply)).toEqual({ Message: 'An internal error occurred. Try again later.' });
    expect(failures).toEqual([secret]);
  });
});
