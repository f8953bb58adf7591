import { describe, expect, test } from 'bun:test';
import { HostObject, JavaDouble, JavaList, JavaLong, JavaMap, type Value } from '@portico/values';
import { compileTemplate } from '../compile.ts';
import { TemplateLimitError } from '../template-error.ts';

function render(template: string, context: Readonly<Record<string, Value>> = {}): string {
  return compileTemplate(template, { dialect: 'apigateway' }).render(JavaMap.fromRecord(context));
}

describe('what a template prints comes out as it is', () => {
  const long = 'x'.repeat(5000);
  test.each<[string, Value, string]>([
    ['ASCII', 'abc', 'abc'],
    ['Latin-1', 'é', 'é'],
    ['other characters', 'a→b😀\ud800', 'a→b😀\ud800'],
    ['a long text', long, long],
    ['a long text of other characters', `${long}→`, `${long}→`],
    ['NUL and DEL', '\0\x7f\x80', '\0\x7f\x80'],
    ['zero', 0, '0'],
    ['a negative Integer', -2147483648, '-2147483648'],
    ['Integers of all lengths', new JavaList([1, 12, 123, 1234, 12345, 123456, 1234567, 12345678, 123456789]), ''],
    ['a Long', new JavaLong(9007199254740993n), '9007199254740993'],
    ['a Double', 1.5, '1.5'],
    ['a Double with an exponent', 1.5e10, '1.5E10'],
    ['an integral Double', new JavaDouble(3), '3.0'],
    ['Not-a-Number', Number.NaN, 'NaN'],
    ['true', true, 'true'],
  ])('%s', (_, value, text) => {
    const printed = value instanceof JavaList ? value.items.map(String).join('|') : text;
    const items = value instanceof JavaList ? value : new JavaList([value]);
    expect(render('[#foreach($x in $items)$x#if($foreach.hasNext)|#end#end]', { items })).toBe(`[${printed}]`);
  });

  test.each([0, 1, 3, 4, 5, 47, 48, 49, 2047, 2048, 2049, 20_000])('template text of %p characters', (length) => {
    const text = Array.from({ length }, (_, i) => String.fromCharCode(97 + (i % 26))).join('');
    expect(render(`${text}${'$'}{x}${text}`, { x: 1 })).toBe(`${text}1${text}`);
    expect(render(`${text}é$x`, { x: '→' })).toBe(`${text}é→`);
  });

  test('output longer than the buffer', () => {
    const items = new JavaList(Array.from({ length: 30_000 }, (_, i) => i));
    expect(render('#foreach($x in $items)$x,#end', { items })).toBe(items.items.map((x) => `${x},`).join(''));
    expect(render('#foreach($x in $items)text of the template; #end', { items })).toHaveLength(30_000 * 22);
    expect(render('#foreach($x in $items)#if($x == 3)é#{else}$x#end#end', { items })).toHaveLength(138_890);
  });
});

test('a limit of output holds on the way and at the end', () => {
  const render = (template: string, outputLength: number) =>
    compileTemplate(template, { dialect: 'velocity', limits: { outputLength } }).render(new JavaMap());
  expect(render('#foreach($i in [1..10])0123456789#end', 100)).toHaveLength(100);
  expect(() => render('#foreach($i in [1..10])0123456789#{end}x', 100)).toThrow(TemplateLimitError);
  expect(() => render('#foreach($i in [1..1000000])0123456789#end', 1000)).toThrow('longer than 1000');
});

test('a render that fails leaves nothing for the next one', () => {
  const template = compileTemplate('before #set($x = $list[9]) after', { dialect: 'apigateway' });
  expect(() => template.render(JavaMap.fromRecord({ list: new JavaList([1]) }))).toThrow();
  expect(render('$x', { x: 'é' })).toBe('é');
  expect(() => template.render(JavaMap.fromRecord({ list: new JavaList([1]) }))).toThrow();
  expect(render('only this')).toBe('only this');
});

test('renders inside of renders keep their own output', () => {
  const depth = (left: number): string =>
    render('<$left$host.inner()é$left>', {
      left,
      host: new HostObject('host', new Map([['inner', () => (left === 0 ? '' : depth(left - 1))]])),
    });
  expect(depth(3)).toBe('<3<2<1<0é0>é1>é2>é3>');
});
