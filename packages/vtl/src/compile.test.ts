// biome-ignore-all lint/suspicious/noTemplateCurlyInString: formal references of Velocity look like JavaScript's.
import { describe, expect, test } from 'bun:test';
import { JavaMap } from '@portico/values';
import { compileTemplate } from './compile.ts';
import type { DiagnosticCode } from './diagnostic.ts';

const compile = (source: string) => compileTemplate(source, { dialect: 'velocity' });

const DIAGNOSTICS: readonly (readonly [DiagnosticCode, string, number, number, string])[] = [
  ['unexpected-token', 'a\n#if($x == null)#end', 2, 11, 'ParseErrorException'],
  ['unexpected-token', '#end', 1, 1, 'ParseErrorException'],
  ['unexpected-character', '#set($x = 1 ~ 2)', 1, 13, 'ParseErrorException'],
  ['unexpected-end', '#if($x)\n\n', 3, 1, 'ParseErrorException'],
  ['unexpected-end', 'cost: $', 1, 7, 'ParseErrorException'],
  ['bad-directive-argument', '#break(foo)', 1, 8, 'ParseErrorException'],
  ['bad-macro-definition', '#macro($a)#end', 1, 8, 'ParseErrorException'],
  ['bad-macro-definition', '#macro x', 1, 1, 'ParseErrorException'],
  ['missing-argument', 'x\n  #foreach', 2, 3, 'NullPointerException'],
  ['missing-argument', '#foreach()#end', 1, 1, 'ArrayIndexOutOfBoundsException'],
  ['missing-argument', '#evaluate(1)', 1, 1, 'ParseErrorException'],
  ['missing-argument', '#define()#end', 1, 1, 'VelocityException'],
  ['too-many-arguments', '#break($a $b)', 1, 1, 'VelocityException'],
  ['empty-literal', '#literal()#end', 1, 1, 'NullPointerException'],
  ['bad-string-literal', '#set($x = "\\u00zz")', 1, 11, 'NumberFormatException'],
  ['unfinished-unicode-escape', '#set($x = "\\u00")', 1, 11, 'StringIndexOutOfBoundsException'],
  ['bad-number', '#set($x = #1)', 1, 11, 'NumberFormatException'],
  ['nested-too-deep', `#set($x = ${'['.repeat(500)})`, 1, 210, 'ParseErrorException'],
];

describe('a template with an error does not throw when compiled', () => {
  test.each(DIAGNOSTICS)('%s: %p', (code, source, line, column, errorName) => {
    const template = compile(source);
    const [first] = template.diagnostics;
    expect(first).toMatchObject({ code, errorName, span: { line, column } });
    try {
      template.render(new JavaMap());
      expect.unreachable();
    } catch (error) {
      expect((error as Error).name).toBe(errorName);
    }
  });

  test('all that is wrong is reported', () => {
    const { diagnostics } = compile('#if($a ==)\nx\n#set($b = )\n#end\n$c[1.5]\n#foreach\n');
    expect(diagnostics.map(({ span }) => span.line)).toEqual([1, 3, 5]);
    const semantic = compile('#foreach#break($a $b)#define()#end').diagnostics;
    expect(semantic.map(({ code }) => code)).toEqual(['missing-argument', 'too-many-arguments', 'missing-argument']);
  });

  test('spans of an error in a string are those of the string', () => {
    expect(compile('\n#set($x = "a #if( b")').diagnostics[0]?.span).toMatchObject({ line: 2, column: 11 });
  });
});

test('the roots that a template mentions are known, in strings and macros too', () => {
  const { references, readsUnknownReferences } = compile('$a.b #set($c = "$!{d}")#macro(m)$e[$f]#end${g.h($i)}');
  expect([...references].sort()).toEqual(['a', 'c', 'd', 'e', 'f', 'g', 'i']);
  expect(readsUnknownReferences).toBe(false);
  expect(compile('#evaluate($x)').readsUnknownReferences).toBe(true);
});

test('only the roots that a render needs are asked for', () => {
  const asked: string[] = [];
  const scope = {
    get: (name: string) => {
      asked.push(name);
      return name === 'yes' ? true : 'v';
    },
  };
  expect(compile('#if($yes)$a$a#{else}$b#end').render(scope)).toBe('vv');
  expect(asked).toEqual(['yes', 'a']);
});

test('#set shadows the context and leaves it alone', () => {
  const context = JavaMap.fromRecord({ x: 1 });
  for (const template of ['#set($x = 2)$x#set($y = 3)$y', '#define($d)#end#set($x = 2)$x#set($y = 3)$y']) {
    expect(compile(template).render(context)).toBe('23');
  }
  expect([...context.entries()]).toEqual([['x', 1]]);
});

test('macros that #evaluate defines are gone in the next render', () => {
  const template = compile("#evaluate('#macro(m)M#end')#m()");
  const fixed = compile('#m()#evaluate("x")');
  expect(template.render(new JavaMap())).toBe('M');
  expect(fixed.render(new JavaMap())).toBe('#m()x');
  expect(template.render(new JavaMap())).toBe('M');
});
