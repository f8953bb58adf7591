import { describe, expect, test } from 'bun:test';
import { HostObject, JavaList, JavaMap } from '@portico/values';
import { compileTemplate } from './compile.ts';
import type { TemplateLimits } from './limits.ts';
import type { LimitKind } from './template-error.ts';
import { TemplateError, TemplateLimitError } from './template-error.ts';

const LIMITS: Partial<TemplateLimits> = { outputLength: 100_000, steps: 200_000 };

function render(template: string, limits: Partial<TemplateLimits> = LIMITS, context = new JavaMap()): string {
  return compileTemplate(template, { dialect: 'velocity', limits }).render(context);
}

const doubling = (body: string) => `#set($x = "aaaaaaaaaaaaaaaa")#foreach($i in [1..60])#set($x = ${body})#end$x`;

const TOO_MUCH: readonly (readonly [string, string, LimitKind])[] = [
  ['output of a loop', '#foreach($i in [1..50000])xxxxxxxxxx#end', 'output'],
  ['output without a loop', `#set($x = "${'y'.repeat(40_000)}")$x$x$x$x`, 'output'],
  ['nested loops', '#foreach($i in [1..1000])#foreach($j in [1..1000])#end#end', 'steps'],
  ['a long range', '#set($x = [0..2000000000])', 'steps'],
  ['a string that doubles', doubling('$x + $x'), 'value-size'],
  ['interpolation that doubles', doubling('"$x$x"'), 'value-size'],
  ['concat that doubles', doubling('$x.concat($x)'), 'value-size'],
  ['replace that grows', doubling('$x.replace("a", $x)'), 'value-size'],
  ['replace of nothing', doubling('$x.replace("", $x)'), 'value-size'],
  ['replaceAll that grows', doubling('$x.replaceAll("a", $x)'), 'value-size'],
  ['join that grows', doubling('$x.join($x, $x, $x, $x)'), 'value-size'],
  ['a wide format', '#set($x = "s")$x.format("%2000000000d", 1)', 'value-size'],
  ['a list that is added to itself', '#set($x = ["a"])#foreach($i in [1..60])#set($y = $x.addAll($x))#end', 'steps'],
  [
    'a list that prints exponentially',
    '#set($x = ["a"])#foreach($i in [1..60])#set($x = [$x, $x])#end$x',
    'value-size',
  ],
  [
    'maps that print exponentially',
    '#set($x = {"k": 1})#foreach($i in [1..60])#set($x = {"a": $x, "b": $x})#end$x',
    'value-size',
  ],
  ['two lists that hold each other', '#set($a = [])#set($b = [$a])#set($y = $a.add($b))$a', 'value-size'],
  ['evaluate that evaluates itself', "#set($x = '#evaluate($x)')#evaluate($x)", 'depth'],
  ['a long loop of evaluate', '#foreach($i in [1..10000])#evaluate("x")#end', 'steps'],
  ['catastrophic backtracking', '#set($s = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")$s.matches("(a*)*b")', 'steps'],
  [
    'backtracking over alternatives',
    '#set($s = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")$s.replaceAll("(a|aa)+$", "x")',
    'steps',
  ],
  [
    'numbers of many digits',
    '#set($x = 99999999999999999999)#foreach($i in [1..1000])#set($x = $x * $x)#end',
    'value-size',
  ],
];

describe('a render that exceeds its limits fails in bounded time', () => {
  test.each(TOO_MUCH)('%s', (_, template, limit) => {
    const start = performance.now();
    try {
      render(template);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(TemplateLimitError);
      expect((error as TemplateLimitError).limit).toBe(limit);
    }
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('within the limits all is as without', () => {
  test.each([
    ['#foreach($i in [1..3])$i#end', '123'],
    ['#set($s = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")$s.matches("a*b")', 'true'],
  ])('%s', (template, expected) => expect(render(template)).toBe(expected));
});

test('a loop ends silently after the iterations that it may have', () => {
  const limits = { foreachIterations: 1000 };
  const template = '#foreach($i in [1..2000])#if($foreach.last)last#end#set($n = $foreach.count)#end$n';
  expect(render(template, limits)).toBe('1000');
  expect(render(`#macro(m)#end#m()${template}`, limits)).toBe('1000');
});

test('macros may be twenty deep', () => {
  expect(() => render('#macro(r)#r()#end#r()')).toThrow(TemplateError);
});

test('nesting in the source is bounded', () => {
  const source = `#set($x = ${'('.repeat(100_000)}1${')'.repeat(100_000)})`;
  expect(compileTemplate(source, { dialect: 'velocity' }).diagnostics[0]?.code).toBe('nested-too-deep');
  const ifs = '#if(true)'.repeat(5000) + '#end'.repeat(5000);
  expect(compileTemplate(ifs, { dialect: 'velocity' }).diagnostics[0]?.code).toBe('nested-too-deep');
  const list = `#set($x = ${'['.repeat(100_000)})`;
  expect(compileTemplate(list, { dialect: 'velocity' }).diagnostics[0]?.code).toBe('nested-too-deep');
});

test('a render does not spend what another one has', () => {
  const template = compileTemplate('#foreach($i in [1..5000])x#end', {
    dialect: 'velocity',
    limits: { steps: 20_000 },
  });
  for (let i = 0; i < 10; i++) expect(template.render(new JavaMap())).toHaveLength(5000);
});

test('a template may be rendered while it is being rendered', () => {
  const template = compileTemplate('#set($x = $n)#if($n)[$host.again()]#end$x', { dialect: 'velocity' });
  const host = new HostObject(
    'host',
    new Map([['again', () => template.render(JavaMap.fromRecord({ items: new JavaList([]) }))]]),
  );
  expect(template.render(JavaMap.fromRecord({ n: 1, host }))).toBe('[$x]1');
});
