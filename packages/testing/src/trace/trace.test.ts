import { expect, test } from 'bun:test';
import { testedTemplate } from '../render-template.ts';
import { parseRequestFile } from '../template-input.ts';
import { printTrace } from './print-trace.ts';
import { createTraceRecorder } from './trace-recorder.ts';

function trace(source: string, request = '{}'): readonly string[] {
  const recorder = createTraceRecorder(source);
  testedTemplate(source, recorder).render(parseRequestFile(request));
  return printTrace(recorder);
}

test.each<[string, string, string[]]>([
  [
    'a set with what it reads',
    '#set($x = $input.path("$.n") + 1)',
    ['1:1 | #set($x = $input.path("$.n") + 1) | = 8', '1:11 | $input.path("$.n") | = 7'],
  ],
  ['a set of one reference, once', '#set($x = $input.path("$.n"))', ['1:1 | #set($x = $input.path("$.n")) | = 7']],
  ['a set of null', '#set($x = 1 / 0)', ['1:1 | #set($x = 1 / 0) | = null: assigns nothing']],
  [
    'a set of a reference without a value',
    '#set($x = $none)',
    ['1:1 | #set($x = $none) | = ""', '1:11 | $none | = null: no value'],
  ],
  [
    'the branch taken',
    '#if($input.path("$.n") > 9)a#elseif(true)b#end',
    [
      '1:5 | if $input.path("$.n") > 9 | false: not taken',
      '1:5 | $input.path("$.n") | = 7',
      '1:37 | if true | true: taken',
    ],
  ],
  ['else', '#if(false)a#{else}b#end', ['1:5 | if false | false: not taken', '1:19 | #else | taken']],
  [
    'each iteration',
    '#foreach($i in [5,6])$i#end',
    [
      '1:1 | #foreach($i in [5,6]) | 2 items: [5,6]',
      '1:22 | iteration 1: 5',
      '1:22 | $i | = 5',
      '1:22 | iteration 2: 6',
      '1:22 | $i | = 6',
    ],
  ],
  [
    'nothing to loop over',
    '#foreach($i in $none)$i#end',
    ['1:1 | #foreach($i in $none) | nothing to run over: ""', '1:16 | $none | = null: no value'],
  ],
  [
    'a step that fails',
    'a$input.path("$.n").substring(1, 2, 3).x$input.path("$.s").substring(9)',
    [
      '1:2 | $input.path("$.n").substring(1, 2, 3).x | = null: no value',
      '1:41 | $input.path("$.s").substring(9) | failed',
    ],
  ],
  ['a macro', '#macro(m $p)$p#end#m(1)', ['1:19 | #m(1)', '1:13 | $p | = 1']],
])('a trace shows %s', (_name, source, lines) => {
  const shown = trace(source, '{"body":{"n":7,"s":"ab"}}');
  expect(shown.map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual(lines);
});

test('steps stand below what they belong to', () => {
  const source = '#foreach($i in [1])\n#if($i == 1)\n#set($x = "$i!")\n#end\n#end';
  expect(trace(source)).toEqual([
    '1:1   #foreach($i in [1])      1 item: [1]',
    '2:1     iteration 1: 1',
    '2:5       if $i == 1           true: taken',
    '2:5         $i                 = 1',
    '3:1         #set($x = "$i!")   = "1!"',
    '3:12          $i               = 1',
  ]);
});

test('a trace has an end', () => {
  const lines = trace('#foreach($i in [1..900])#foreach($j in [1..900])$j#end#end');
  expect(lines.length).toBeLessThanOrEqual(5_001);
  expect(lines.at(-1)).toMatch(/^\.\.\. and \d+ more steps$/);
});
