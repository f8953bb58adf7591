import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { default as Ajv } from 'ajv-draft-04';
import { lintDocument, lintTemplateFile } from '../lint-document.ts';
import { toSarif } from './sarif.ts';

const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false, validateFormats: false });
const validate = ajv.compile(schema);

const document = readFileSync(new URL('../../../server/sample/ratings.openapi.yaml', import.meta.url), 'utf8');
const templates = [
  lintTemplateFile('a folder/request.vtl', '#set($x = 1)\n{"q": "$input.params("q")",}'),
  ...lintDocument('api.yaml', document).templates,
];

test('the log is valid SARIF 2.1.0', () => {
  expect(validate(JSON.parse(JSON.stringify(toSarif(templates))))).toBe(true);
  expect(validate.errors).toBeNull();
});

test('the schema would notice a mistake', () => {
  expect(validate(JSON.parse(JSON.stringify(toSarif(templates)).replace('"level":"error"', '"level":"fatal"')))).toBe(
    false,
  );
});

test('a result has its rule, level, place and change', () => {
  const log = JSON.parse(JSON.stringify(toSarif(templates)));
  const [run] = log.runs;
  const [first, second] = run.results;
  expect(run.tool.driver.rules[first.ruleIndex].id).toBe(first.ruleId);
  expect([first.ruleId, first.level]).toEqual(['unused-set', 'warning']);
  expect(second.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'a%20folder/request.vtl' },
    region: { startLine: 2, startColumn: 8, endLine: 2, endColumn: 26 },
  });
  expect(first.fixes[0].artifactChanges[0].replacements).toEqual([
    { deletedRegion: { charOffset: 0, charLength: 13 }, insertedContent: { text: '' } },
  ]);
});
