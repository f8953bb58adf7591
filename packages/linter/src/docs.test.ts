import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { fixTemplate } from './fix/fix-template.ts';
import { lintDocument, lintTemplateFile } from './lint-document.ts';
import { lintTemplate } from './lint-template.ts';
import { toText } from './report/text.ts';
import { RULES, type Rule } from './rules.ts';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const page = read('docs/lint.md');

/** The code blocks of a page in one language, in order. */
function blocks(text: string, language: string): readonly string[] {
  return Array.from(
    text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm')),
    ([, code = '']) => code,
  );
}

const [sampleOutput, requestOutput] = blocks(page, 'text');
const [request = '', fixed, suppressed = ''] = blocks(page, 'velocity');

test('docs/lint.md has the table of rules as it is', () => {
  const row = ([id, { severity, title, isFixable }]: [string, Rule]) =>
    `| \`${id}\` | ${severity} | ${title} | ${isFixable === true ? 'yes' : ''} |`;
  const table = /<!-- rules -->\n([\s\S]*?)<!-- \/rules -->/.exec(page)?.[1];
  expect(table?.trim().split('\n').slice(2)).toEqual(Object.entries(RULES).map(row));
});

test('docs/lint.md shows what is really printed', () => {
  const sample = lintDocument('ratings.openapi.yaml', read('packages/server/sample/ratings.openapi.yaml'));
  expect(sampleOutput).toBe(toText(sample.templates));
  expect(requestOutput).toBe(toText([lintTemplateFile('request.vtl', request)]));
  expect(fixed).toBe(fixTemplate(request).source);
  expect(lintTemplate(suppressed)).toEqual({ findings: [], suppressed: 1 });
});

test('the forms that docs/templates.md recommends are clean; the published one is not', () => {
  const [published = '', ...safe] = blocks(read('docs/templates.md'), 'velocity');
  expect(lintTemplate(published).findings.map(({ rule }) => rule)).toEqual([
    'unescaped-value',
    'unescaped-value',
    'unresolved-reference',
  ]);
  expect(safe).toHaveLength(2);
  for (const template of safe) expect(lintTemplate(template).findings).toEqual([]);
});
