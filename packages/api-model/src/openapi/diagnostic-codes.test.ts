import { expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IMPORT_DIAGNOSTICS } from './diagnostic-codes.ts';

const root = join(import.meta.dirname, '../../../..');
const codes = Object.entries(IMPORT_DIAGNOSTICS);

test('docs/errors.md explains every finding of an import, with its severity, and no other', () => {
  const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
  const section = page.split(/^## /m).find((part) => part.startsWith('Importing a document'));
  const documented = [...(section ?? '').matchAll(/^\| `([a-z0-9-]+)` \| (error|warning) \| .+ \| .+ \|$/gm)];
  expect(documented.map(([, code, severity]) => `${code} ${severity}`).sort()).toEqual(
    codes.map(([code, severity]) => `${code} ${severity}`).sort(),
  );
});

test('every finding has a case', () => {
  const folder = join(root, 'conformance/openapi');
  const cases = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  // These two need megabytes: import-openapi.test.ts has them.
  const elsewhere = new Set(['document-too-large', 'template-too-large']);
  expect(
    codes.map(([code]) => code).filter((code) => !elsewhere.has(code) && !cases.includes(`code: ${code}\n`)),
  ).toEqual([]);
});
