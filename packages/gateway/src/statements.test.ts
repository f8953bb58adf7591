import { expect, test } from 'bun:test';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { CaseFile } from './conformance-case.ts';

interface Statement {
  /** Of the data plane specification. */
  readonly section: string;
  readonly evidence: 'R' | 'D' | 'K';
  readonly statement: string;
  /** `{file}/{id}` of conformance/invoke, or the path of a test that shows it over a socket or in a part. */
  readonly cases: readonly string[];
}

const ROOT = new URL('../../../', import.meta.url);
const CASES = new URL('conformance/invoke/', ROOT);
const statements: readonly Statement[] = JSON.parse(
  readFileSync(new URL('conformance/invoke-statements.json', ROOT), 'utf8'),
);
const cases: ReadonlyMap<string, string> = new Map(
  readdirSync(CASES)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const file: CaseFile = JSON.parse(readFileSync(new URL(name, CASES), 'utf8'));
      return file.cases.map((one) => [`${name.replace('.json', '')}/${one.id}`, one.section ?? file.section] as const);
    }),
);

test('every statement has its cases, and they exist', () => {
  const missing = statements.flatMap(({ statement, cases: named }) => [
    ...(named.length === 0 ? [`no case: ${statement}`] : []),
    ...named.filter((one) => !(one.endsWith('.ts') ? existsSync(new URL(one, ROOT)) : cases.has(one))),
  ]);
  expect(missing).toEqual([]);
  const bySection = Map.groupBy(statements, ({ section }) => section);
  console.info(
    `${statements.length} statements of ${bySection.size} sections, ${cases.size} cases: ` +
      Array.from(bySection, ([section, own]) => `${section}: ${own.length}`).join(', '),
  );
});

test('no statement is made twice', () => {
  const made = statements.map(({ section, statement }) => `${section} ${statement}`);
  expect(new Set(made).size).toBe(made.length);
});
