import { expect, test } from 'bun:test';
import { findImports, type PackageFacts } from './facts.ts';
import { checkBoundaries, type Layers } from './rules.ts';

const LAYERS: Layers = new Map([
  ['values', []],
  ['vtl', ['values']],
  ['mapping', ['vtl']],
]);

const VALUES: PackageFacts = {
  folder: 'values',
  name: '@portico/values',
  dependencies: [],
  devDependencies: [],
  files: [],
};

/** `mapping` with one file that imports what is given. */
function mapping(
  specifiers: readonly string[],
  more: Partial<PackageFacts> & { path?: string; lines?: number } = {},
): PackageFacts {
  const { path = 'src/input.ts', lines = 10, ...facts } = more;
  return {
    folder: 'mapping',
    name: '@portico/mapping',
    dependencies: ['vtl'],
    devDependencies: [],
    files: [
      { path: 'src/render.ts', lines: 1, imports: [{ specifier: '@portico/vtl', line: 1 }] },
      { path, lines, imports: specifiers.map((specifier) => ({ specifier, line: 3 })) },
    ],
    ...facts,
  };
}

test('what the layer table allows is clean', () => {
  expect(
    checkBoundaries([VALUES, mapping(['./context.ts', '../package.json', 'node:fs', '@portico/vtl'])], LAYERS),
  ).toEqual([]);
});

test.each<[string, PackageFacts, string]>([
  [
    'a wrong direction',
    { ...VALUES, dependencies: ['vtl'] },
    'depends on @portico/vtl, which the layer table does not allow',
  ],
  [
    'a layer skipped',
    mapping([], { dependencies: ['vtl', 'values'] }),
    'depends on @portico/values, which the layer table',
  ],
  [
    'a test that looks upwards',
    { ...VALUES, devDependencies: ['vtl'] },
    'its tests depend on @portico/vtl, which is not below it',
  ],
  ['a package outside the table', { ...VALUES, folder: 'misc', name: '@portico/misc' }, 'is not in the layer table'],
  ['a name that is not the folder', { ...VALUES, name: '@portico/value' }, 'its folder says @portico/values'],
  ['an undeclared import', mapping(['@portico/values']), '@portico/values is not declared'],
  ['a declaration without use', mapping([], { files: [] }), 'declares @portico/vtl and never imports it'],
  ['a relative import of another package', mapping(['../../vtl/src/lex.ts']), 'leaves the package'],
  ['an import from inside a package', mapping(['@portico/vtl/src/lex.ts']), 'reaches into a package'],
  ["a package's own index", mapping(['./index.ts']), "imports its own package's index.ts"],
  ['a file name in camel case', mapping([], { path: 'src/inputView.ts' }), 'is not named in kebab-case'],
])('%s is an error', (_what, facts, message) => {
  const [finding] = checkBoundaries([facts], LAYERS);
  expect(finding?.level).toBe('error');
  expect(finding?.message).toContain(message);
});

test('a test may import what is below it when devDependencies say so', () => {
  const facts = mapping(['@portico/values'], { path: 'src/input.test.ts', devDependencies: ['values'] });
  expect(checkBoundaries([facts], LAYERS)).toEqual([]);
});

test('a cycle in the layer table is an error', () => {
  const cyclic: Layers = new Map([
    ['a', ['b']],
    ['b', ['a']],
  ]);
  expect(checkBoundaries([], cyclic).map(({ message }) => message)).toEqual([
    'has a cycle: a -> ... -> a',
    'has a cycle: b -> ... -> b',
  ]);
});

test('a file over 500 lines is a warning', () => {
  expect(checkBoundaries([mapping([], { lines: 501 })], LAYERS)).toEqual([
    { level: 'warning', place: 'packages/mapping/src/input.ts', message: 'has 501 lines: is it one thing?' },
  ]);
});

test('imports are found in every form, with their line', () => {
  const source = `import { a } from '@portico/a';
import type { B } from "@portico/b";
import {
  c,
} from '@portico/c';
export { d } from './d.ts';
import './e.ts';
const f = await import('@portico/f');
const g: import('@portico/g').G = from;
`;
  expect(findImports(source)).toEqual([
    { specifier: '@portico/a', line: 1 },
    { specifier: '@portico/b', line: 2 },
    { specifier: '@portico/c', line: 5 },
    { specifier: './d.ts', line: 6 },
    { specifier: './e.ts', line: 7 },
    { specifier: '@portico/f', line: 8 },
    { specifier: '@portico/g', line: 9 },
  ]);
});
