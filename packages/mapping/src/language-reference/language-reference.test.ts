import { expect, test } from 'bun:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGE } from '@portico/vtl';
import { languageReference } from './language-reference.ts';
import { ALWAYS_THROW, OWN_ARGUMENTS, RECEIVERS } from './method-examples.ts';
import { callExample } from './render-example.ts';

test('docs/language-reference.md is current; PORTICO_UPDATE=1 writes it', () => {
  const page = join(import.meta.dirname, '../../../../docs/language-reference.md');
  if (process.env['PORTICO_UPDATE'] === '1') writeFileSync(page, languageReference());
  expect(readFileSync(page, 'utf8')).toBe(languageReference());
});

/** Velocity's own: what `$foreach` meant before the loop, nothing here. */
const WITHOUT_VALUE = '| `getReplaced()` |';

test('no example of a method is one that does not resolve', () => {
  const unresolved = languageReference()
    .split('\n### ')
    .slice(1)
    .flatMap((section) => section.split('\n'))
    .filter((line) => /^\| `\w+\(/.test(line) && !line.startsWith(WITHOUT_VALUE))
    .filter((line) => line.includes(' | null | ') || line.split(' | ').at(-1)?.startsWith('`$'));
  expect(unresolved).toEqual([]);
});

test('every class with methods is in the page, and every example of a method has its method', () => {
  const shown = new Set<string>(RECEIVERS.keys());
  const sameAsShown = new Set(['Object[]', 'char[]', 'byte[]', 'HostObject', 'null']);
  expect([...LANGUAGE.methods.keys()].filter((type) => !shown.has(type) && !sameAsShown.has(type))).toEqual([]);
  const known = new Set([...LANGUAGE.methods].flatMap(([type, all]) => all.map((one) => `${type}.${one}`)));
  expect([...OWN_ARGUMENTS.keys(), ...ALWAYS_THROW].filter((method) => !known.has(method))).toEqual([]);
});

test('an object that an example is about is of the class', () => {
  for (const [type, receiver] of RECEIVERS) {
    if (type !== 'ForeachScope') expect(`${receiver} ${callExample(receiver).type}`).toBe(`${receiver} ${type}`);
  }
});

test.each([...ALWAYS_THROW])('%s throws', (method) => {
  const [type = '', signature = ''] = method.split(/\.(.*)/s);
  const receiver = [...RECEIVERS].find(([known]) => known === type)?.[1] ?? '';
  const call = signature.replace('int', '0').replace('Object', '"a"').replace('Collection', '["a"]');
  expect(() => callExample(`${receiver}.${call}`)).toThrow();
});
