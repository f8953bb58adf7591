import { expect, test } from 'bun:test';
import { type Lock, lockProblems } from './lock-problems.ts';

const lock = (packages: Lock['packages']): readonly string[] => lockProblems({ packages });

test('platform packages beside the package, or inside it, are found', () => {
  const optionalDependencies = { '@a/linux': '1.0.0' };
  expect(
    lock({
      '': { optionalDependencies },
      'node_modules/@a/linux': {},
      'node_modules/b': { optionalDependencies: { c: '1.0.0' } },
      'node_modules/b/node_modules/c': { optionalDependencies },
      'packages/d': { optionalDependencies },
      'node_modules/@portico/d': { resolved: 'packages/d' },
    }),
  ).toEqual([]);
});

test('a dropped platform package is a problem', () => {
  expect(
    lock({
      'node_modules/a': { optionalDependencies: { '@a/darwin': '1.0.0' } },
      'node_modules/b/node_modules/@a/darwin': {},
    }),
  ).toEqual(['node_modules/a may need @a/darwin, which is not in the lock file']);
});

test.each(['https://r.example/a.tgz', 'git+ssh://git@h.example/a.git'])('an address is a problem: %s', (resolved) => {
  expect(lock({ 'node_modules/a': { resolved } })).toEqual([`node_modules/a is bound to ${resolved}`]);
});
