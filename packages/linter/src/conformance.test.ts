import { describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { type LintOptions, lintTemplate } from './lint-template.ts';
import { createProbe } from './probe/probe.ts';
import { RULES } from './rules.ts';

/** One case of conformance/lint/README.md. */
interface Case extends LintOptions {
  readonly id: string;
  readonly template: string;
  readonly findings: readonly string[];
}

const folder = new URL('../../../conformance/lint/', import.meta.url);
const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case[]);

const found = new Map(cases.map((one) => [one.id, lintTemplate(one.template, one).findings]));

describe('conformance/lint', () => {
  test('there are cases with and without findings', () => {
    expect(cases.length).toBeGreaterThan(240);
    expect(cases.filter(({ findings }) => findings.length === 0).length).toBeGreaterThan(90);
    expect(found.size).toBe(cases.length);
  });

  test.each(cases.map((one) => [one.id, one] as const))('%s', (id, { findings }) => {
    const printed = found
      .get(id)
      ?.map(
        ({ region, severity, rule }) =>
          `${region.line}:${region.column}-${region.endLine}:${region.endColumn} ${severity} ${rule}`,
      );
    expect(printed).toEqual([...findings]);
  });

  test('every rule but that for size has a case', () => {
    const rules = new Set([...found.values()].flatMap((findings) => findings.map(({ rule }) => rule)));
    const missing = Object.keys(RULES).filter((rule) => ![...rules].includes(rule as keyof typeof RULES));
    expect(missing).toEqual(['template-too-large']);
  });
});

describe('examples', () => {
  const withExamples = cases.flatMap(({ id, template }) =>
    (found.get(id) ?? []).flatMap((finding) =>
      finding.example === undefined ? [] : [{ id, template, rule: finding.rule, example: finding.example }],
    ),
  );

  test('broken JSON always comes with the input that breaks it, and injections nearly always', () => {
    const all = [...found.values()].flat();
    const of = (test: (rule: string) => boolean) => all.filter(({ rule }) => test(rule));
    expect(of((rule) => rule === 'invalid-json').every(({ example }) => example !== undefined)).toBe(true);
    const injections = of((rule) => rule.startsWith('unescaped-'));
    const shown = injections.filter(({ example }) => example !== undefined).length;
    expect(shown / injections.length).toBeGreaterThan(0.85);
  });

  test.each(withExamples.map((one) => [`${one.id} ${one.rule}`, one] as const))(
    '%s is what the template really renders',
    (_, { template, rule, example }) => {
      const output = createProbe(template, undefined).render(example.input)?.text ?? '';
      expect(output).toBe(example.output);
      if (rule === 'invalid-json' || rule === 'not-json') expect(() => JSON.parse(output)).toThrow();
    },
  );
});
