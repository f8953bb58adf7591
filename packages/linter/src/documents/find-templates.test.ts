import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { lintDocument } from '../lint-document.ts';
import { findTemplates } from './find-templates.ts';

const TEMPLATE = '{"a":\n  "$input.params(\'q\')",\n\n  "b": 1}';

function openApi(scalar: string): string {
  return `openapi: 3.0.1
paths:
  /x:
    get:
      x-amazon-apigateway-integration:
        type: aws
        requestTemplates:
          application/json: ${scalar}
        responses:
          default:
            statusCode: '200'
`;
}

describe('the place of a finding in a document', () => {
  test.each([
    [
      'a literal block',
      '|-\n            {"a":\n              "$input.params(\'q\')",\n\n              "b": 1}',
      "$input.params('q')",
    ],
    [
      'a literal block with its own indentation',
      '|2-\n            {"a":\n              "$input.params(\'q\')"}',
      "$input.params('q')",
    ],
    [
      'a folded block',
      '>-\n            {"a":\n            "$input.params(\'q\')",\n            "b": 1}',
      "$input.params('q')",
    ],
    ['double quotes', JSON.stringify(TEMPLATE), "$input.params('q')"],
    ['double quotes over lines', `"{\\"a\\":\n            \\"$input.params('q')\\"}"`, "$input.params('q')"],
    ['single quotes', `'{"a": "$input.params("q")", "b": "it''s"}'`, '$input.params("q")'],
    ['a plain scalar', '[$input.params("q")]x', undefined],
  ])('in %s', (_, scalar, expected) => {
    const text = openApi(scalar);
    const { templates } = lintDocument('api.yaml', text);
    const [finding] = templates[0]?.findings ?? [];
    if (expected === undefined) {
      expect(templates).toEqual([]);
      return;
    }
    expect(finding?.rule).toBe('unescaped-string');
    const { line = 0, column = 0, endColumn = 0 } = finding?.fileRegion ?? {};
    expect(text.split('\n')[line - 1]?.slice(column - 1, endColumn - 1)).toBe(expected);
  });

  test('in a JSON document', () => {
    const text = JSON.stringify(
      {
        swagger: '2.0',
        paths: {
          '/x': { post: { 'x-amazon-apigateway-integration': { requestTemplates: { 'application/json': TEMPLATE } } } },
        },
      },
      null,
      1,
    );
    const [finding] = lintDocument('api.json', text).templates[0]?.findings ?? [];
    const { line = 0, column = 0, endColumn = 0 } = finding?.fileRegion ?? {};
    expect(text.split('\n')[line - 1]?.slice(column - 1, endColumn - 1)).toBe("$input.params('q')");
  });
});

test('every template of an OpenAPI document, with its phase and media type', () => {
  const text = openApi(`'{}'`).replace(
    "statusCode: '200'",
    "statusCode: '200'\n            responseTemplates: { application/xml: '<a/>' }",
  );
  expect(
    findTemplates(text).templates.map(({ label, phase, mediaType, source }) => [label, phase, mediaType, source]),
  ).toEqual([
    ['GET /x, request, application/json', 'request', 'application/json', '{}'],
    ['GET /x, response default, application/xml', 'response', 'application/xml', '<a/>'],
  ]);
});

test('methods of a CloudFormation template, with joined texts, and an API written inline', () => {
  const text = JSON.stringify({
    Resources: {
      Api: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: {
          Body: {
            openapi: '3.0.1',
            paths: {
              '/y': {
                'x-amazon-apigateway-any-method': {
                  'x-amazon-apigateway-integration': { requestTemplates: { 'application/json': '{"c": 1}' } },
                },
              },
            },
          },
        },
      },
      Get: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          HttpMethod: 'GET',
          Integration: {
            RequestTemplates: {
              'application/json': { 'Fn::Join': ['', ['{"a": "', { Ref: 'Name' }, '", "b": $input.params("b")}']] },
            },
            IntegrationResponses: [{ StatusCode: '200', ResponseTemplates: { 'application/json': '$input.body' } }],
          },
        },
      },
      Other: { Type: 'AWS::S3::Bucket' },
    },
  });
  const { templates, kind } = lintDocument('stack.template.json', text);
  expect(kind).toBe('cloudformation');
  expect(templates.map(({ label, source }) => [label, source])).toEqual([
    ['Api ANY /y, request, application/json', '{"c": 1}'],
    ['Get GET, request, application/json', '{"a": "0", "b": $input.params("b")}'],
    ['Get GET, response 200, application/json', '$input.body'],
  ]);
  const [finding] = templates[1]?.findings ?? [];
  const { line = 0, column = 0, endColumn = 0 } = finding?.fileRegion ?? {};
  expect(text.split('\n')[line - 1]?.slice(column - 1, endColumn - 1)).toBe('$input.params(\\"b\\")');
});

test.each([
  ['no document', 'just: text', undefined, 0],
  ['broken YAML', 'openapi: [', undefined, 1],
  ['an empty file', '', undefined, 0],
  ['no paths', 'openapi: 3.0.1', 'openapi', 0],
] as const)('%s', (_, text, kind, errors) => {
  const found = findTemplates(text);
  expect(found.kind).toBe(kind);
  expect([Math.sign(found.errors.length), found.templates.length]).toEqual([errors, 0]);
});

test("the sample's request template is injectable at two places; its other templates are clean", () => {
  const text = readFileSync(new URL('../../../server/sample/ratings.openapi.yaml', import.meta.url), 'utf8');
  const { templates } = lintDocument('ratings.openapi.yaml', text);
  expect(templates.length).toBeGreaterThan(5);
  const found = templates.flatMap(({ label, findings }) =>
    findings.map(({ rule, fileRegion: { line, column, endColumn } }) => [
      label,
      rule,
      text.split('\n')[line - 1]?.slice(column - 1, endColumn - 1),
    ]),
  );
  const request = 'GET /predicted-ratings/{user_id}, request, application/json';
  expect(found).toEqual([
    [request, 'unescaped-value', '$u'],
    [request, 'unescaped-value', '$i'],
    [request, 'unresolved-reference', '$esc.newline'],
  ]);
});
