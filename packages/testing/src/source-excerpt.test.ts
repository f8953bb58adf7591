import { expect, test } from 'bun:test';
import { LineMap } from '@portico/vtl';
import { sourceExcerpt } from './source-excerpt.ts';

const LONG = `${'x'.repeat(300)}$bad${'y'.repeat(300)}`;

test.each<[string, string, string, string[]]>([
  [
    'lines before, and a caret as long as the place',
    'a\nb\nc\n $bad\ne',
    '$bad',
    ['2 | b', '3 | c', '4 |  $bad', '  |  ^^^^'],
  ],
  ['the first line', '$bad', '$bad', ['1 | $bad', '  | ^^^^']],
  ['a place of several lines: its first', 'a#if(1)\n#end', '#if(1)\n#end', ['1 | a#if(1)', '  |  ^^^^^^']],
  ['tabs stay under tabs', '\t\t$bad', '$bad', ['1 | \t\t$bad', '  | \t\t^^^^']],
  ['control characters do not reach the terminal', 'a\u001b[2J$bad', '$bad', ['1 | a·[2J$bad', '  |      ^^^^']],
  [
    'a line that fits is whole',
    `${'x'.repeat(100)}$bad`,
    '$bad',
    [`1 | ${'x'.repeat(100)}$bad`, `  | ${' '.repeat(100)}^^^^`],
  ],
  [
    'a long line is cut around the place',
    LONG,
    '$bad',
    [`1 | …${'x'.repeat(60)}$bad${'y'.repeat(56)}…`, `  |  ${' '.repeat(60)}^^^^`],
  ],
])('%s', (_name, source, place, lines) => {
  const start = source.indexOf(place);
  expect(sourceExcerpt(source, new LineMap(source).span(start, start + place.length))).toEqual(lines);
});
