import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { API_PAGE, readApi, renderApiPage } from './api-page.ts';

const api = readApi();

test('docs/cdk/api.md is what the doc comments say', () => {
  expect(readFileSync(API_PAGE, 'utf8')).toBe(renderApiPage(api));
});

test('everything exported is on the page', () => {
  const index = readFileSync(new URL('../src/index.ts', import.meta.url), 'utf8');
  const exported = index.match(/\b[A-Z]\w+/g) ?? [];
  expect(api.map(({ name }) => name).sort()).toEqual(exported.sort());
});

test.each(
  api.flatMap((type) =>
    type.members.map((member): [string, typeof type, typeof member] => [`${type.name}.${member.name}`, type, member]),
  ),
)(
  '%s has its meaning, and as a prop its default and an example',
  (_name, type, { text, optional, defaultText, example }) => {
    expect(text).not.toBe('');
    if (type.kind === 'class') return;
    expect(example ?? '').not.toBe('');
    expect(defaultText !== undefined).toBe(optional);
  },
);
