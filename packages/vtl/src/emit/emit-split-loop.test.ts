import { describe, expect, test } from 'bun:test';
import { HostObject, JavaList, JavaMap, type Value } from '@portico/values';
import { compileTemplate } from '../compile.ts';
import { TemplateLimitError } from '../template-error.ts';

const LOOP = '#foreach($x in $s.split(","))[$x]$foreach.index$foreach.hasNext;#end';
/** The same by way of an array. */
const LOOP_OVER_ARRAY = `#set($all = $s.split(","))${LOOP.replace('$s.split(",")', '$all')}`;

function render(template: string, context: Readonly<Record<string, Value>>): string {
  return compileTemplate(template, { dialect: 'apigateway' }).render(JavaMap.fromRecord(context));
}

describe('a loop over the parts of a text is one over the array that split gives', () => {
  test.each(['', 'a', 'a,b', ',', ',,', ',a', 'a,', ',,a,,b,,', 'é,→,x', `${'y'.repeat(500)},z`, 'a;b', '1,2,3'])(
    '%p',
    (s) => expect(render(LOOP, { s })).toBe(render(LOOP_OVER_ARRAY, { s })),
  );

  test.each<[string, Value]>([
    ['a number', 5],
    ['a list', new JavaList(['a,b'])],
    ['nothing', null],
  ])('%s has no parts', (_, s) => expect(render(LOOP, { s })).toBe(''));

  test('an object of the host may have a split of its own', () => {
    const split = ([separator]: readonly Value[]) => new JavaList(['p', null, separator ?? null]);
    expect(render(LOOP, { s: new HostObject('s', new Map([['split', split]])) })).toBe('[p]0true;[]1true;[,]2false;');
  });
});

test.each([
  ['#foreach($x in $s.split(","))#set($last = $x)$x.length()#if($x == "b")!#end#end$last', '1' + '1!' + '1' + 'c'],
  ['#foreach($x in $s.split(","))$x$x#foreach($y in $x.split(""))-$y#end#end', 'aa-abb-bcc-c'],
  [
    '#foreach($x in $s.split(","))#foreach($y in $s.split(","))$x$y#if($foreach.parent.hasNext)+#end#end#end',
    'aa+ab+ac+ba+bb+bc+cacbcc',
  ],
  ['#foreach($x in $s.split(","))$x#if($foreach.count == 2)#break#end#end.', 'ab.'],
  ['#foreach($x in $s.split(","))"$x"#set($t = "<$x>")$t#end', '"a"<a>"b"<b>"c"<c>'],
  ['#foreach($x in $s.split(","))$velocityCount#end $x', '123 '],
  ['#foreach($x in $s.split("b"))[$x]#end', '[a,][,c]'],
  ['#foreach($x in $s.split("."))[$x]#end', ''],
  ['#foreach($x in $s.split(",", 2))[$x]#end', '[a][b,c]'],
  ['#foreach($x in $s.split(",").subList(1, 3))[$x]#end', '[b][c]'],
  ['#set($s = "x,y")#foreach($x in $s.split(","))$x#set($s = "z")#end$s', 'xyz'],
])('%s', (template, expected) => expect(render(template, { s: 'a,b,c' })).toBe(expected));

test('iterations and steps of such a loop are limited', () => {
  const s = 'a,'.repeat(5000);
  const render = (limits: { steps?: number; foreachIterations?: number }) =>
    compileTemplate('#foreach($x in $s.split(","))$x#end', { dialect: 'apigateway', limits }).render(
      JavaMap.fromRecord({ s }),
    );
  expect(render({ foreachIterations: 1000 })).toHaveLength(1000);
  expect(() => render({ steps: 5000 })).toThrow(TemplateLimitError);
});
