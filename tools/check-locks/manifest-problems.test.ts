import { expect, test } from 'bun:test';
import { manifestProblems } from './manifest-problems.ts';

const lock = {
  packages: {
    '': { devDependencies: { knip: '1.0.0' } },
    'packages/vtl': { dependencies: { '@portico/values': '0.1.0' } },
  },
};

test.each([
  ['', { devDependencies: { knip: '1.0.0' } }, []],
  ['packages/vtl', { dependencies: { '@portico/values': '0.1.0' }, devDependencies: {} }, []],
  [
    '',
    { devDependencies: { knip: '1.0.1' } },
    ['devDependencies of package.json differ from the lock file: run npm install'],
  ],
  ['packages/vtl', {}, ['dependencies of packages/vtl/package.json differ from the lock file: run npm install']],
  [
    'packages/vtl',
    { dependencies: { '@portico/values': '0.1.0' }, peerDependencies: { a: '1' } },
    ['peerDependencies of packages/vtl/package.json differ from the lock file: run npm install'],
  ],
  ['packages/new', {}, ['packages/new/package.json is not in the lock file: run npm install']],
])('%p with %j', (folder, manifest, problems) => {
  expect(manifestProblems(lock, new Map([[folder, manifest]]))).toEqual(problems);
});
