import { describe, expect, test } from 'bun:test';
import { testedTemplate } from '../render-template.ts';
import { parseRequestFile } from '../template-input.ts';
import { createCoverageRecorder, type TemplateCoverage } from './coverage-recorder.ts';
import { lcov } from './lcov.ts';
import { printCoverage } from './print-coverage.ts';
import { templateLines } from './template-lines.ts';

function cover(source: string, ...bodies: string[]): TemplateCoverage {
  const recorder = createCoverageRecorder();
  const template = testedTemplate(source, recorder.observer({ file: 't.vtl', part: '', source, lineOffset: 0 }));
  for (const body of bodies) template.render(parseRequestFile(`{"body":${body}}`));
  const [covered] = recorder.templates();
  if (covered === undefined) throw new Error('nothing to cover');
  return covered;
}

describe('branches', () => {
  const IF = `#if($input.path('$.a') == 1)x#elseif($input.path('$.a') == 2)y#end`;
  const LOOP = `#foreach($i in $input.path('$.l'))$i#end`;
  test.each<[string, string, string[], [string, number][]]>([
    [
      'none reached',
      IF,
      [],
      [
        ['true', 0],
        ['true', 0],
        ['else', 0],
      ],
    ],
    [
      '#if',
      IF,
      ['{"a":1}'],
      [
        ['true', 1],
        ['true', 0],
        ['else', 0],
      ],
    ],
    [
      '#elseif',
      IF,
      ['{"a":2}'],
      [
        ['true', 0],
        ['true', 1],
        ['else', 0],
      ],
    ],
    [
      'an #else that is not written',
      IF,
      ['{"a":3}', '{"a":4}'],
      [
        ['true', 0],
        ['true', 0],
        ['else', 2],
      ],
    ],
    [
      'a loop with items',
      LOOP,
      ['{"l":[1,2]}'],
      [
        ['items', 1],
        ['no items', 0],
      ],
    ],
    [
      'a loop without',
      LOOP,
      ['{"l":[]}', '{}'],
      [
        ['items', 0],
        ['no items', 2],
      ],
    ],
  ])('%s', (_name, source, bodies, branches) => {
    expect(cover(source, ...bodies).branches.map(({ what, hits }): [string, number] => [what, hits])).toEqual(branches);
  });
});

test('a directive that stands behind a failure has not been reached', () => {
  const { directives } = cover(`$input.path('$.s').substring(9)\n#set($x = 1)`, '{"s":"ab"}');
  expect(directives).toEqual([
    { line: 1, column: 1, hits: 0 },
    { line: 2, column: 1, hits: 0 },
  ]);
});

test('the table names what is not reached', () => {
  const covered = cover(`#if($input.path('$.a'))$context.stage#end\n#set($x = 1)`, '{"a":1}');
  expect(printCoverage([covered])).toEqual([
    'template  directives  branches  not reached (line:column)',
    't.vtl       4/4 100%   1/2 50%  1:1 else',
    'all         4/4 100%   1/2 50%',
  ]);
});

test('lcov counts lines and branches of the file', () => {
  const covered = { ...cover(`#if($input.path('$.a') == 1)\n$context.stage\n#end`, '{"a":2}'), lineOffset: 10 };
  expect(lcov([covered])).toBe(
    'TN:\nSF:t.vtl\nBRDA:11,0,0,0\nBRDA:11,0,1,1\nBRF:2\nBRH:1\nDA:11,1\nDA:12,0\nLF:2\nLH:1\nend_of_record\n',
  );
});

test('templates in a YAML document are found by their lines', () => {
  const lines = templateLines('a: |\n  one\n  two\nb: [1, "one line"]\nc: >-\n  folded\n  twice\nd: >-\n  folded\n');
  expect([...lines.entries()].map(([text, line]) => ({ text, line }))).toEqual([
    { text: 'one\ntwo\n', line: 1 },
    { text: '1', line: 3 },
    { text: 'one line', line: 3 },
    { text: 'folded twice', line: 5 },
    { text: 'folded', line: 8 },
  ]);
});
