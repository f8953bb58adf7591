import { describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { lintTemplate } from './lint-template.ts';
import { RULES } from './rules.ts';

test('a template over 300 KB is not read any further', () => {
  const { findings } = lintTemplate(`{"a": "${'x'.repeat(300 * 1024)}"}`);
  expect(findings.map(({ rule, reason }) => [rule, reason])).toEqual([['template-too-large', 'it has 307209 bytes']]);
});

test('the size counts in bytes', () => {
  expect(lintTemplate(`{"a": "${'é'.repeat(150 * 1024)}"}`).findings).toHaveLength(1);
  expect(lintTemplate(`{"a": "${'é'.repeat(100 * 1024)}"}`).findings).toEqual([]);
});

test('a finding that is turned off is counted', () => {
  const { findings, suppressed } = lintTemplate(
    '## portico-lint-disable-next-line unescaped-value: digits only\n{"id": $input.params("id")}',
  );
  expect({ findings, suppressed }).toEqual({ findings: [], suppressed: 1 });
});

describe('what is said', () => {
  test.each([
    ['{"a": "$context.identity.sourceIP"}', '$context has no `identity.sourceIP`', 'Did you mean sourceIp?'],
    ['{"a": "$inpt.body"}', 'nothing is named $inpt', 'Did you mean $input?'],
    ['{"n": "$input.params(\'a\').length"}', 'a text has no property `length`', 'Call it: .length()'],
    [
      '{"n": "$util.escapeJavascript($context.stage)"}',
      '$util has no method `escapeJavascript`',
      'Did you mean escapeJavaScript?',
    ],
    [
      '{"a": $input.path("$.b.c")}',
      "$.b.c (the caller's) is printed outside of quotes, unescaped",
      "Write a whole JSON value: $input.json('$.b.c').",
    ],
    [
      '{"a": $input.params("b")}',
      "$input.params('b') (the caller's) is printed outside of quotes, unescaped",
      `Print it only where it is a number: #if($input.params("b").matches('0|[1-9][0-9]{0,8}'))$input.params("b")#{else}null#end (docs/templates.md). A text goes between quotes, escaped.`,
    ],
  ])('of %s', (template, reason, remedy) => {
    const [finding] = lintTemplate(template).findings;
    expect([finding?.reason, finding?.remedy]).toEqual([reason, remedy]);
  });

  test('the remedies that are code are clean themselves', () => {
    const guarded = `{"id": #if($input.params("b").matches('0|[1-9][0-9]{0,8}'))$input.params("b")#{else}null#end}`;
    expect(lintTemplate(guarded).findings).toEqual([]);
    expect(lintTemplate(`{"a": $input.json('$.b.c')}`).findings).toEqual([]);
  });
});

test('no template is too odd: mutated corpora neither throw nor take long', () => {
  const templates = ['vtl', 'mapping'].flatMap((name) => {
    const folder = new URL(`../../../conformance/${name}/`, import.meta.url);
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { template: string }[])
      .map(({ template }) => template);
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...templates),
      fc.constantFrom(...templates),
      fc.nat(200),
      fc.nat(200),
      (one, other, cut, from) => {
        const before = process.cpuUsage();
        const { findings } = lintTemplate(one.slice(0, cut) + other.slice(from));
        const { user, system } = process.cpuUsage(before);
        expect((user + system) / 1000).toBeLessThan(5_000);
        for (const { rule, region, remedy, reason } of findings) {
          expect(Object.hasOwn(RULES, rule)).toBe(true);
          expect(region.line).toBeGreaterThan(0);
          expect(reason).not.toBe('');
          expect(remedy).not.toBe('');
        }
      },
    ),
    { numRuns: 400, seed: 7 },
  );
}, 60_000);

test('loops in loops, macros in macros and thousands of findings are cut off', () => {
  const loops = `${'#foreach($a in $input.path("$.x"))'.repeat(40)}$a${'#end'.repeat(40)}`;
  const macros = `${Array.from({ length: 12 }, (_, i) => `#macro(m${i})#m${i + 1}()#m${i + 1}()#end`).join('')}#macro(m12)"x"#end[#m0()]`;
  const members = `{${Array.from({ length: 1600 }, (_, i) => `"k${i}": "$input.params('p${i}')"`).join(',\n')}}`;
  const [, , findings = []] = [loops, macros, members].map((template) => {
    // Processor time, which other work on the machine does not change.
    const before = process.cpuUsage();
    const report = lintTemplate(template);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(15_000);
    return report.findings;
  });
  expect(findings).toHaveLength(1600);
  expect(findings.at(0)?.example).toBeDefined();
  expect(findings.at(-1)?.example).toBeUndefined();
}, 60_000);
