import { describe, expect, test } from 'bun:test';
import { testedTemplate } from './render-template.ts';
import { parseContextFile, parseRequestFile, parseStageVariablesFile, TemplateInputError } from './template-input.ts';

function render(template: string, requestFile: string): string {
  const result = testedTemplate(template).render(parseRequestFile(requestFile));
  return result.rendered ? result.output : `${result.error}: ${result.message}`;
}

describe('a request file gives a template', () => {
  test.each<[string, string, string, string]>([
    ['path parameters', `$input.params('id')`, '{"pathParameters":{"id":"7"}}', '7'],
    ['a query parameter', `$input.params('q')`, '{"queryStringParameters":{"q":"x y"}}', 'x y'],
    ['the last of a repeated one', `$input.params('q')`, '{"multiValueQueryStringParameters":{"q":["a","b"]}}', 'b'],
    ['headers', `$input.params('Accept')`, '{"headers":{"Accept":"text/plain"}}', 'text/plain'],
    ['null members of a recorded event', 'x', '{"pathParameters":null,"headers":null,"body":null}', 'x'],
    ['a body that is text', '$input.body', '{"body":"a b"}', 'a b'],
    [
      'a body that is JSON, digits kept',
      '$input.body',
      '{"body":{"x":1.0,"big":12345678901234567890}}',
      '{"x":1.0,"big":12345678901234567890}',
    ],
    ['a body in Base64', '$input.body', '{"body":"w6k=","isBase64Encoded":true}', 'é'],
    [
      'the method and path',
      '$context.httpMethod $context.resourcePath',
      '{"httpMethod":"POST","path":"/pets"}',
      'POST /pets',
    ],
    [
      'the context of an event',
      '$context.stage $context.identity.sourceIp',
      '{"requestContext":{"stage":"prod"}}',
      'prod 203.0.113.1',
    ],
    ['stage variables of an event', '$stageVariables.a', '{"stageVariables":{"a":"1"}}', '1'],
    ['numbers as texts', `$input.params('id')`, '{"pathParameters":{"id":7}}', '7'],
    ['nothing', `[$input.params('id')]`, '{}', '[]'],
  ])('%s', (_name, template, file, output) => {
    expect(render(template, file)).toBe(output);
  });
});

test.each<[string, () => unknown, string]>([
  ['no JSON', () => parseRequestFile('{'), 'the file must be JSON'],
  ['no object', () => parseRequestFile('[]'), 'the file must be an object'],
  ['an unknown member', () => parseRequestFile('{"boddy":1}'), 'boddy must be left out'],
  ['parameters that are a list', () => parseRequestFile('{"pathParameters":[]}'), 'pathParameters must be an object'],
  [
    'a header that is an object',
    () => parseRequestFile('{"headers":{"a":{}}}'),
    'headers.a must be text or a list of texts',
  ],
  [
    'a path parameter that is a list',
    () => parseRequestFile('{"pathParameters":{"a":["1"]}}'),
    'pathParameters.a must be text',
  ],
  [
    'an empty list',
    () => parseRequestFile('{"queryStringParameters":{"a":[]}}'),
    'queryStringParameters.a must be text or a list',
  ],
  ['a path that is a number', () => parseRequestFile('{"path":1}'), 'path must be text'],
  ['a context that is no object', () => parseContextFile('1'), 'the file must be an object'],
  ['a stage variable that is null', () => parseStageVariablesFile('{"a":null}'), 'a must be text'],
])('%s is refused, by its place', (_name, read, message) => {
  expect(read).toThrow(TemplateInputError);
  expect(read).toThrow(message);
});

test('what a template changes in its context does not last', () => {
  const context = parseContextFile('{"authorizer":{"list":[1]}}');
  const template = testedTemplate('#set($x = $context.authorizer.list.add(2))$context.authorizer.list');
  const outputs = [1, 2].map(() => template.render({ context }));
  expect(outputs.map((result) => result.rendered && result.output)).toEqual(['[1,2]', '[1,2]']);
});
