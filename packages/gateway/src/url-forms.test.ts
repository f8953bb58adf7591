import { expect, test } from 'bun:test';
import { stageAddress } from './url-forms.ts';

test.each<[host: string, target: string, expected: string | undefined]>([
  ['h', '/restapis/abc/test/_user_request_/pets/1?a=b?c', 'abc test /pets/1 a=b?c'],
  ['h', '/restapis/abc/test/_user_request_', 'abc test / '],
  ['h', '/restapis/abc/test/_user_request_/', 'abc test / '],
  ['h', '/restapis/abc/test/_user_request_//a//b/', 'abc test //a//b/ '],
  ['h', '/restapis/abc//test/_user_request_/a', 'abc test /a '],
  ['h', '/restapis/ABC/test/_user_request_/a', 'ABC test /a '],
  ['h', '/restapis/abc/test/_user_request_x', undefined],
  ['h', '/restapis/abc/test', undefined],
  ['h', '/_aws/execute-api/abc/test/a%2Fb', 'abc test /a%2Fb '],
  ['h', '/_aws/execute-api/abc/test?x', 'abc test / x'],
  ['h', '/pets', undefined],
  ['abc.execute-api.localhost:4566', '/test/pets', 'abc test /pets '],
  ['abc.execute-api.us-east-1.amazonaws.com', '//test//pets', 'abc test //pets '],
  ['ABC.EXECUTE-API.localhost', '/Test', 'abc Test / '],
  ['my-api.execute-api.localhost', '/test', 'my-api test / '],
  ['abc-vpce-01ab.execute-api.localhost', '/test/a', 'abc test /a '],
  ['abc-vpce01ab.execute-api.localhost', '/test/a', 'abc test /a '],
  ['abc.execute-api.localhost', '/', 'abc  / '],
  ['abc.execute-api.localhost', '/restapis/x/y/_user_request_/z', 'abc restapis /x/y/_user_request_/z '],
  ['evil.example/abc.execute-api.localhost', '/test', undefined],
  ['execute-api.localhost', '/test', undefined],
  ['.execute-api.localhost', '/test', undefined],
])('%s %s', (host, target, expected) => {
  const address = stageAddress(host, target);
  const text =
    address && `${address.apiId} ${address.stageName} ${address.belowStage.path} ${address.belowStage.query}`;
  expect(text).toBe(expected as string);
});

test.each([
  ['vpce-0a1b-x.execute-api.us-east-1.vpce.amazonaws.com', 'ABC', 'abc test /a'],
  ['vpce-0a1b-x.execute-api.us-east-1.vpce.amazonaws.com', undefined, 'vpce-0a1b-x test /a'],
  ['other.execute-api.localhost', 'abc', 'other test /a'],
  ['h', 'abc', undefined],
])('%s with x-apigw-api-id %s', (host, named, expected) => {
  const address = stageAddress(host, '/test/a', named);
  expect(address && `${address.apiId} ${address.stageName} ${address.belowStage.path}`).toBe(expected as string);
});

test('an address does not depend on the one before', () => {
  const hosts = ['h', 'abc.execute-api.localhost', 'vpce-1.execute-api.us-east-1.vpce.amazonaws.com'];
  const targets = [
    '',
    '/',
    '//',
    '/test',
    '/test/a?b',
    '//test/a',
    '/testing',
    '/tes',
    '/test?c/d',
    '/test//',
    '/TEST/a',
  ];
  const inPath = targets.flatMap((target) => [
    `/restapis/abc${target}`,
    `/restapis/abc/test/_user_request_${target}`,
    `/restapis/abc//test/_user_request_${target}`,
    `/_aws/execute-api/abc${target}`,
  ]);
  const requests: readonly [host: string, target: string, namedApiId?: string][] = hosts.flatMap((host) =>
    [...targets, ...inPath].flatMap((target) => [
      [host, target],
      [host, target, 'xyz'],
    ]),
  );
  // A host of its own in between: nothing before it can matter.
  const alone = requests.map((request) => {
    stageAddress('other.execute-api.localhost', '/other');
    return stageAddress(...request);
  });
  for (const before of requests) {
    for (const [at, request] of requests.entries()) {
      stageAddress(...before);
      expect(stageAddress(...request)).toEqual(alone[at]);
    }
  }
});

test('a long target of slashes takes no time', () => {
  const started = performance.now();
  stageAddress('h', `/restapis/${'/'.repeat(100_000)}`);
  stageAddress('abc.execute-api.localhost', `${'/'.repeat(100_000)}`);
  stageAddress(`${'a-vpce-'.repeat(10_000)}x`, '/');
  expect(performance.now() - started).toBeLessThan(500);
});
