import { describe, expect, test } from 'bun:test';
import { findTemplates } from '../documents/find-templates.ts';
import { lintDocument } from '../lint-document.ts';
import { fixDocument } from './fix-document.ts';

const ESCAPED = String.raw`$util.escapeJavaScript($input.params('q')).replaceAll("\\'","'")`;

/** A document with comments, odd spacing and a template written in some style. */
function document(template: string): string {
  return `# An API   of ours
openapi: "3.0.1"
info: {title:  'x',   version: "1"} # kept
paths:
  /a:
    get:
      x-amazon-apigateway-integration:
        type: http
        requestTemplates:
          application/json: ${template}
        uri:   https://example.com   # kept too
`;
}

describe('a template is changed where it stands, and nothing else of the document', () => {
  test.each<[string, string, string]>([
    [
      'a block',
      `|\n            {\n              "q": "$input.params('q')"\n            }`,
      `|\n            {\n              "q": "${ESCAPED}"\n            }`,
    ],
    [
      'a block without a last line end',
      `|-\n            {"q": "$input.params('q')"}`,
      `|-\n            {"q": "${ESCAPED}"}`,
    ],
    ['single quotes', `'{"q": "$input.params(''q'')"}'`, `'{"q": "${ESCAPED.replaceAll("'", "''")}"}'`],
    [
      'double quotes',
      `"{\\"q\\": \\"$input.params('q')\\"}"`,
      `"{\\"q\\": \\"${JSON.stringify(ESCAPED).slice(1, -1)}\\"}"`,
    ],
    ['a line that goes', `|\n            #set($x = 1)\n            {"a": 1}`, `|\n            {"a": 1}`],
    [
      'a folded text',
      `>-\n            {"q":\n            "$input.params('q')"}`,
      `>-\n            {"q":\n            "${ESCAPED}"}`,
    ],
  ])('%s', (_, before, after) => {
    const { source, fixed } = fixDocument(document(before));
    expect(source).toBe(document(after));
    expect(fixed).toBe(1);
    expect(lintDocument('api.yaml', source).templates.flatMap(({ findings }) => findings)).toEqual([]);
    expect(fixDocument(source)).toEqual({ source, fixed: 0 });
  });

  test('JSON', () => {
    const json = (template: string) =>
      `{ "swagger" : "2.0",\n\t"paths": { "/a": { "get": { "x-amazon-apigateway-integration":\n{"requestTemplates": {"application/json": ${template}}, "type":"mock" } } } } }`;
    const before = json(JSON.stringify(`{"q":\n "$input.params('q')"}`));
    expect(fixDocument(before).source).toBe(json(JSON.stringify(`{"q":\n "${ESCAPED}"}`)));
  });

  test('several templates, some of them sound', () => {
    const block = (name: string) => `|\n            {"${name}": "$input.params('q')"}`;
    const text = `${document(block('a'))}  /b:\n    post:\n      x-amazon-apigateway-integration:\n        requestTemplates:\n          application/json: ${block('b')}\n          text/plain: "$input.params('q')"\n`;
    const { source, fixed } = fixDocument(text);
    expect(fixed).toBe(2);
    expect(findTemplates(source).templates.map((template) => template.source.trim())).toEqual([
      `{"a": "${ESCAPED}"}`,
      `{"b": "${ESCAPED}"}`,
      "$input.params('q')",
    ]);
  });

  test('line ends of Windows stay', () => {
    const before = document(`|\n            {"q": "$input.params('q')"}`).replaceAll('\n', '\r\n');
    const { source, fixed } = fixDocument(before);
    expect(fixed).toBe(1);
    expect(source.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

test.each<[string, string]>([
  ['nothing to fix', document('"{\\"a\\": 1}"')],
  [
    'a template that two methods share by an anchor',
    document(`&t |\n            {"q": "$input.params('q')"}`).concat(
      '  /b: {get: {x-amazon-apigateway-integration: {requestTemplates: {application/json: *t}}}}\n',
    ),
  ],
  [
    'a CloudFormation template',
    '{"Resources":{"M":{"Type":"AWS::ApiGateway::Method","Properties":{"Integration":{"RequestTemplates":{"application/json":"{\\"q\\":\\"$input.params(\'q\')\\"}"}}}}}}',
  ],
  ['no document', 'a: [1'],
])('%s: the document stays as it is', (_, text) => {
  expect(fixDocument(text)).toEqual({ source: text, fixed: 0 });
});
