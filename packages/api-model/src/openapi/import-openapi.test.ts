import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { type ImportResult, importOpenApi } from './import-openapi.ts';

function run(text: string): ImportResult {
  let made = 0;
  return importOpenApi(text, { apiId: 'testapi', ids: () => `id${++made}` });
}

const codes = (result: ImportResult): string[] => result.diagnostics.map(({ code }) => code);

describe('importOpenApi', () => {
  test('refuses a document beyond 6 MB of UTF-8 without reading it', () => {
    const text = `openapi: 3.0.1\ninfo: { title: T, description: '${'é'.repeat(3_200_000)}' }\n`;
    expect(text.length).toBeLessThan(6 * 1024 * 1024);
    expect(codes(run(text))).toEqual(['document-too-large']);
  });

  test('refuses a template beyond 300 KB', () => {
    const document = (bytes: number): string =>
      JSON.stringify({
        swagger: '2.0',
        info: { title: 'T' },
        paths: {
          '/': {
            get: {
              'x-amazon-apigateway-integration': {
                type: 'mock',
                requestTemplates: { 'text/plain': 'x'.repeat(bytes) },
              },
            },
          },
        },
      });
    expect(codes(run(document(300 * 1024)))).toEqual([]);
    expect(codes(run(document(300 * 1024 + 1)))).toEqual(['template-too-large']);
  });

  test('keeps the digits of numbers in models', () => {
    const json =
      '{"swagger":"2.0","info":{"title":"T"},"definitions":{"A":{"type":"number","maximum":1.0,"minimum":-12345678901234567890}}}';
    const yaml =
      'swagger: "2.0"\ninfo: { title: T }\ndefinitions: { A: { type: number, maximum: 1.0, minimum: -12345678901234567890 } }\n';
    for (const text of [json, yaml]) {
      expect(run(text).api?.models[0]?.schema).toBe('{"type":"number","maximum":1.0,"minimum":-12345678901234567890}');
    }
  });

  test('names of members reach no prototype', () => {
    const result = run(
      JSON.stringify({
        swagger: '2.0',
        info: { title: 'T' },
        definitions: JSON.parse(
          '{"A":{"type":"object","properties":{"__proto__":{"type":"string"}}},"constructor":{"type":"object"}}',
        ),
        tags: [{ name: '__proto__', 'x-amazon-apigateway-tag-value': 'x' }],
        paths: JSON.parse('{"/__proto__":{"get":{"security":[{"toString":[]}]}}}'),
      }),
    );
    expect(codes(result)).toEqual(['unknown-security-scheme']);
  });

  test.each([
    ['nested lists', '['.repeat(100_000)],
    ['nested objects', '{"a":'.repeat(100_000)],
    ['nested blocks', `${'- '.repeat(50_000)}a`],
    ['many members', `{${Array.from({ length: 200_000 }, (_, index) => `"${index}":0`).join(',')}}`],
    ['a long text behind many aliases', `a: &a ${'x'.repeat(3_000_000)}\nb: [${'*a,'.repeat(100_000)}]`],
    [
      'a deep path',
      JSON.stringify({ swagger: '2.0', info: { title: 'T' }, paths: { [`/${'a/'.repeat(2_000_000)}`]: {} } }),
    ],
    [
      'many variables',
      JSON.stringify({
        swagger: '2.0',
        info: { title: 'T' },
        paths: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`/{p${index}}`, {}])),
      }),
    ],
    ['many aliases', `a: &a [0]\nb: [${'*a,'.repeat(200_000)}]`],
  ])('%s are bounded', (_name, text) => {
    // Processor time, which other work on the machine does not change.
    const before = process.cpuUsage();
    const { length } = codes(run(text));
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThanOrEqual(1000);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(10_000);
  });

  test('never throws, whatever the text', () => {
    const document = fc
      .json()
      .chain((member) =>
        fc.constantFrom(
          member,
          `{"openapi":"3.0.1","info":{"title":"T"},"paths":${member}}`,
          `{"openapi":"3.0.1","info":{"title":"T"},"paths":{"/a":{"get":${member}}}}`,
          `{"swagger":"2.0","info":${member},"definitions":${member},"securityDefinitions":${member},"security":${member}}`,
          `{"openapi":"3.0.1","info":{"title":"T"},"paths":{"/a":{"get":{"x-amazon-apigateway-integration":${member}}}}}`,
          `{"openapi":"3.0.1","info":{"title":"T"},"paths":{"/a":{"get":{"parameters":${member},"responses":${member}}}}}`,
          `openapi: 3.0.1\ninfo: {title: T}\nx: ${member}\n`,
        ),
      );
    fc.assert(
      fc.property(fc.oneof(document, fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const result = run(text);
        expect(result.api === undefined).toBe(result.diagnostics.some(({ severity }) => severity === 'error'));
        for (const { line, column } of result.diagnostics) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
