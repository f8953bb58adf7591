import { describe, expect, test } from 'bun:test';
import { compileTemplate, JavaMap, parseJson, TemplateError, TemplateLimitError, toJavaString } from './index.ts';

function contextOf(json: string, lists: 'list' | 'jsonarray' = 'list'): JavaMap {
  const context = parseJson(json, { lists });
  if (!(context instanceof JavaMap)) throw new Error('not an object');
  return context;
}

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('compileTemplate(source, { dialect })', () => {
  test('renders, as often as one likes, and has diagnostics', () => {
    const template = compileTemplate('Hi $name$u', { dialect: 'velocity' });
    expect(template.diagnostics).toEqual([]);
    expect(template.render(contextOf('{"name":"Ada"}'))).toBe('Hi Ada$u');
    expect(template.render(contextOf('{"name":"Bob"}'))).toBe('Hi Bob$u');
    expect(compileTemplate('Hi $name$u', { dialect: 'apigateway' }).render(contextOf('{"name":"Ada"}'))).toBe('Hi Ada');
  });

  test.each([
    ['#if(', 'ParseErrorException', { start: 4, end: 4, line: 1, column: 5 }],
    ['a\n$x #set($x = )', 'ParseErrorException', { line: 2 }],
    ['#end', 'ParseErrorException', { start: 0, end: 4, line: 1, column: 1 }],
  ])('%j does not compile: the error has the name of the class, and a span', (source, name, span) => {
    const template = compileTemplate(source, { dialect: 'velocity' });
    expect(template.diagnostics[0]).toMatchObject({ errorName: name, span });
    const error = errorOf(() => template.render(new JavaMap()));
    expect(error).toBeInstanceOf(TemplateError);
    expect(error).toMatchObject({ name, span });
  });

  test.each([
    ['a\n$l[9]', 'VelocityException', 'IndexOutOfBoundsException'],
    ['a\n$l.get(9)', 'MethodInvocationException', 'IndexOutOfBoundsException'],
    ['a\n#macro(m)#m()#end#m()', 'MacroOverflowException', undefined],
    ['a\n#parse("x")', 'ResourceNotFoundException', undefined],
  ])('%j fails: the error has the names of the classes, and a span', (source, name, javaCause) => {
    const error = errorOf(() => compileTemplate(source, { dialect: 'velocity' }).render(contextOf('{"l":[1]}')));
    expect(error).toBeInstanceOf(TemplateError);
    expect(error).toMatchObject({ name, javaCause, span: { line: 2 } });
  });

  test('an error that comes only the first time has no span', () => {
    const template = compileTemplate('$l.add(7)$l.get(2)', { dialect: 'velocity' });
    const error = errorOf(() => template.render(contextOf('{"l":[1]}')));
    expect(error).toMatchObject({ name: 'MethodInvocationException', span: undefined });
  });

  test('with an observer, an error of rendering has a span too', () => {
    const template = compileTemplate('a\n  $l[9]', { dialect: 'velocity', observer: { entered() {}, reached() {} } });
    const error = errorOf(() => template.render(contextOf('{"l":[1]}')));
    expect(error).toMatchObject({ name: 'VelocityException', span: { line: 2 } });
  });

  test('limits are an option, and exceeding one is an error of its own', () => {
    const template = compileTemplate('#foreach($i in [1..99])xxxx#end', {
      dialect: 'velocity',
      limits: { outputLength: 100 },
    });
    expect(errorOf(() => template.render(new JavaMap()))).toBeInstanceOf(TemplateLimitError);
  });
});

describe('parseJson(text, { lists })', () => {
  test.each([
    ['1', 'Integer'],
    ['2147483648', 'Long'],
    ['9223372036854775808', 'BigInteger'],
    ['1.0', 'Double'],
    ['1e2', 'Double'],
    ['"a"', 'String'],
    ['true', 'Boolean'],
    ['[]', 'List'],
    ['{}', 'Map'],
  ])('%s is a %s', (json, type) => {
    // Of each class only its own method exists.
    const own = { Integer: 'parseInt("1")', Long: 'parseLong("1")', BigInteger: 'multiply($v)', Double: 'isNaN()' };
    const others = { String: 'length()', Boolean: 'booleanValue()', List: 'subList(0,0)', Map: 'keySet()' };
    const resolved = Object.entries({ ...own, ...others }).filter(([, call]) => {
      const template = `$v.${call}`;
      return compileTemplate(template, { dialect: 'velocity' }).render(contextOf(`{"v":${json}}`)) !== template;
    });
    expect(resolved.map(([name]) => name)).toEqual([type]);
  });

  test("lists: 'jsonarray' gives the arrays that print as JSON", () => {
    expect(toJavaString(parseJson('[1,"a",{"b":[null]}]'))).toBe('[1, a, {b=[null]}]');
    expect(toJavaString(parseJson('[1,"a",{"b":[null]}]', { lists: 'jsonarray' }))).toBe('[1,"a",{"b":[null]}]');
    expect(toJavaString(parseJson('{"k":["x/y"]}', { lists: 'jsonarray' }))).toBe('{k=["x\\/y"]}');
  });

  test('keeps digits and the order of keys', () => {
    expect(toJavaString(parseJson('{"b":1.0,"1":10.50,"a":1e3}'))).toBe('{b=1.0, 1=10.5, a=1000.0}');
  });

  test('what is no JSON is a JsonSyntaxError', () => {
    expect(errorOf(() => parseJson('{'))).toMatchObject({ name: 'JsonSyntaxError' });
  });
});
