// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of integration URIs look like this
import { describe, expect, test } from 'bun:test';
import { GatewayFault } from '@portico/api-model';
import { compileUrl } from './integration-url.ts';

const VARIABLES = new Map([
  ['host', 'h.example:8080'],
  ['url', 'HTTPS://h.example'],
  ['scheme', 'file'],
  ['line', 'a\r\nHost: evil'],
]);
const PATH = new Map([['p', 'x y']]);
const NO_QUERY = new Map<string, string[]>();

describe('render', () => {
  test.each([
    ['http://h.example', 'http://h.example/'],
    ['HTTP://H.example:80/a', 'http://h.example/a'],
    ['https://h.example:8443/a/../b/%2e?q=1#f', 'https://h.example:8443/a/../b/%2e?q=1'],
    ['http://h.example?q', 'http://h.example/?q'],
    ['http://user:secret@h.example/a', 'http://h.example/a'],
    ['http://[::1]:99/a', 'http://[::1]:99/a'],
    ['http://h.example/{p}', 'http://h.example/x%20y'],
    ['http://${stageVariables.host}/{p}', 'http://h.example:8080/x%20y'],
    ['${stageVariables.url}/a', 'https://h.example/a'],
    ['http://h.example/${stageVariables.line}', 'http://h.example/a%0D%0AHost:%20evil'],
    ['http://h.example/é', 'http://h.example/%C3%A9'],
  ])('%s', (uri, expected) => {
    const { protocol, hostname, port, target } = compileUrl(uri).render(PATH, VARIABLES, NO_QUERY);
    expect(`${protocol}//${hostname}${port === '' ? '' : `:${port}`}${target}`).toBe(expected);
  });

  test.each([
    '',
    '/path',
    'ftp://h.example/',
    'http://',
    'http:///a',
    'http://h example/',
    'http://h.example:99999/',
    '${stageVariables.scheme}:///etc/passwd',
    '${stageVariables.missing}',
    'http://${stageVariables.missing}/',
  ])('%p is no endpoint address', (uri) => {
    expect(() => compileUrl(uri).render(PATH, VARIABLES, NO_QUERY)).toThrow(GatewayFault);
  });
});

test.each<[string, [string, string[]][], string]>([
  ['http://h/', [['a', ['1', '2']]], '/?a=1&a=2'],
  ['http://h/?x', [['a b', ['&=#?\r\n']]], '/?x&a%20b=%26%3D%23%3F%0D%0A'],
  ['http://h/#f', [['a', ['\ud800']]], '/?a=%EF%BF%BD'],
])('%s with a query', (uri, query, target) => {
  expect(compileUrl(uri).render(PATH, VARIABLES, new Map(query)).target).toBe(target);
});

test.each<[string, boolean | undefined]>([
  ['http://h.example/{p}', true],
  ['http://h.example:99999/', false],
  ['nonsense', false],
  ['http://${stageVariables.host}/', undefined],
])('%s: isValid %p', (uri, expected) => {
  expect(compileUrl(uri).isValid).toBe(expected as boolean);
});

test.each([
  ['http://h.example:8080/a?b#c', true],
  ['http://h.example', true],
  ['http://h.example/{p}', false],
  ['http://h.example/${stageVariables.line}', false],
  ['http://${stageVariables.host}/', false],
])('%s: the same object for every request without a query: %p', (uri, isConstant) => {
  const url = compileUrl(uri);
  expect(url.constant !== undefined).toBe(isConstant);
  expect(url.render(PATH, VARIABLES, NO_QUERY) === url.constant).toBe(isConstant);
  expect(url.render(PATH, VARIABLES, new Map([['q', ['1']]]))).not.toEqual(url.constant);
  expect(url.render(PATH, VARIABLES, NO_QUERY, 'q')).not.toEqual(url.constant);
  expect(compileUrl('http://h.example:99999/').constant).toBeUndefined();
});
