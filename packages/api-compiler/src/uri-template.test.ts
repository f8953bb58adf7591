// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of integration URIs look like this
import { describe, expect, test } from 'bun:test';
import { compileUri } from './uri-template.ts';

const PATH = new Map([
  ['id', '7'],
  ['raw', 'a%2Fb+c/d'],
  ['evil', 'a?b#c d\r\n\\{}<>"`|^é'],
  ['lone', '\ud800'],
]);
const VARIABLES = new Map([
  ['host', 'h.example'],
  ['odd', 'a b?c'],
]);

describe('render', () => {
  test.each([
    ['http://h/{id}', 'http://h/7'],
    ['{id}{id}', '77'],
    ['{raw}', 'a%2Fb+c/d'],
    ['{evil}', 'a%3Fb%23c%20d%0D%0A%5C%7B%7D%3C%3E%22%60%7C%5E%C3%A9'],
    ['{lone}', '%EF%BF%BD'],
    ['{missing}', '{missing}'],
    ['{a/b}', '{a/b}'],
    ['{}', '{}'],
    ['${stageVariables.host}', 'h.example'],
    ['${stageVariables.missing}|', '|'],
    ['${stageVariables.constructor}|', '|'],
    ['${stageVariables.odd}', 'a b?c'],
    ['${other}', '${other}'],
    ['${stageVariables.host\\}', '${stageVariables.host\\}'],
    ['$ { }', '$ { }'],
  ])('%s', (uri, expected) => {
    expect(compileUri(uri).render(PATH, VARIABLES)).toBe(expected);
  });
});

test.each<[string, string | undefined, string]>([
  ['http://h/a', 'http://h/a', 'http://h/a'],
  ['', '', ''],
  ['${other}', '${other}', '${other}'],
  ['a/{id}/b/${stageVariables.x}', undefined, 'a/x/b/x'],
])('%s: constant and shape', (uri, constant, shape) => {
  expect(compileUri(uri).constant).toBe(constant as string);
  expect(compileUri(uri).shape).toBe(shape);
});
