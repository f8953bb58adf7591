import { describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { JavaList, JavaMap, toJavaString, type Value } from '@portico/values';
import { compileTemplate } from './compile.ts';
import type { TemplateObserver, TemplatePlace } from './observer.ts';
import { parseJson } from './parse-json.ts';
import { TemplateError, TemplateLimitError } from './template-error.ts';

/** What an observer hears, one line each: `reached set 1:1 "#set($a = 1)" 1`. */
function observe(source: string, contextJson = '{}'): { readonly events: string[]; readonly output: string } {
  const events: string[] = [];
  const text = ({ span }: TemplatePlace) =>
    `${span.line}:${span.column} ${JSON.stringify(source.slice(span.start, span.end))}`;
  const observer: TemplateObserver = {
    entered: (place) => void events.push(`${place.kind} ${text(place)}`),
    reached: (place, value, index) =>
      void events.push(`  ${place.kind} ${text(place)}${index === undefined ? '' : ` #${index}`} -> ${shown(value)}`),
  };
  const context = parseJson(contextJson);
  if (!(context instanceof JavaMap)) throw new Error('a context is an object');
  return { output: compileTemplate(source, { dialect: 'apigateway', observer }).render(context), events };
}

function shown(value: Value | undefined): string {
  if (value === undefined) return 'nothing';
  return value === null ? 'null' : toJavaString(value);
}

describe('an observer hears of', () => {
  test.each<[string, string, string, string[]]>([
    [
      'references',
      '$a$!{b}',
      '{"a":1}',
      ['reference 1:1 "$a"', '  reference 1:1 "$a" -> 1', 'reference 1:3 "$!{b}"', '  reference 1:3 "$!{b}" -> null'],
    ],
    [
      '#set and what its value reads',
      '#set($x = $a + 1)',
      '{"a":1}',
      ['set 1:1 "#set($x = $a + 1)"', '  reference 1:11 "$a" -> 1', '  set 1:1 "#set($x = $a + 1)" -> 2'],
    ],
    [
      'the condition that holds',
      '#if($a == 1)x#elseif($a == 2)y#end',
      '{"a":2}',
      [
        'if 1:1 "#if($a == 1)x#elseif($a == 2)y#end"',
        'condition 1:5 "$a == 1"',
        '  reference 1:5 "$a" -> 2',
        '  condition 1:5 "$a == 1" -> false',
        'condition 1:22 "$a == 2"',
        '  reference 1:22 "$a" -> 2',
        '  condition 1:22 "$a == 2" -> true',
      ],
    ],
    [
      'no condition that holds',
      '#if(false)x#end',
      '{}',
      [
        'if 1:1 "#if(false)x#end"',
        'condition 1:5 "false"',
        '  condition 1:5 "false" -> false',
        '  else 1:1 "#if(false)x#end" -> nothing',
      ],
    ],
    [
      'each iteration',
      '#foreach($i in [5, 6])$i#end',
      '{}',
      [
        'foreach 1:1 "#foreach($i in [5, 6])$i#end"',
        '  foreach 1:1 "#foreach($i in [5, 6])$i#end" -> [5, 6]',
        '  iteration 1:23 "$i" #0 -> 5',
        'reference 1:23 "$i"',
        '  reference 1:23 "$i" -> 5',
        '  iteration 1:23 "$i" #1 -> 6',
        'reference 1:23 "$i"',
        '  reference 1:23 "$i" -> 6',
      ],
    ],
    [
      'references in a string, at their own place',
      '\n#set($x = "a\n$b")',
      '{"b":1}',
      ['set 2:1 "#set($x = \\"a\\n$b\\")"', '  reference 3:1 "$b" -> 1', '  set 2:1 "#set($x = \\"a\\n$b\\")" -> a\n1'],
    ],
    [
      'references in a string with escapes, at the string',
      '#set($x = "\\u0041$b")',
      '{"b":1}',
      [
        'set 1:1 "#set($x = \\"\\\\u0041$b\\")"',
        '  reference 1:11 "\\"\\\\u0041$b\\"" -> 1',
        '  set 1:1 "#set($x = \\"\\\\u0041$b\\")" -> A1',
      ],
    ],
    [
      'macros',
      '#macro(m $p)$p#end#m(7)',
      '{}',
      ['directive 1:19 "#m(7)"', 'reference 1:13 "$p"', '  reference 1:13 "$p" -> 7'],
    ],
  ])('%s', (_name, source, context, events) => {
    expect(observe(source, context).events).toEqual(events);
  });
});

describe('an error says where it is', () => {
  test.each<[string, string, string, number, number]>([
    ['a method that throws', 'a\n  $s.substring(9)', 'MethodInvocationException', 2, 6],
    [
      'a method that throws, whose argument calls too',
      '$s.substring($s.length().hashCode().intValue())$s.substring($n.size(), 9)',
      'MethodInvocationException',
      1,
      51,
    ],
    ['an index', '#set($x = $l[9])', 'VelocityException', 1, 13],
    ['within a string', '#set($x = "ab$s.substring(9)")', 'MethodInvocationException', 1, 17],
    ['within a loop', '#foreach($i in [1])\n$s.substring(9)#end', 'MethodInvocationException', 2, 4],
    ['a directive', '$s\n #include("x")', 'ResourceNotFoundException', 2, 2],
    ['what does not parse', 'a\n#if(', 'ParseErrorException', 2, 5],
    [
      'work without end',
      'x\n#foreach($i in [1..9000])#foreach($j in [1..9000])$j#end#end',
      'TemplateLimitError',
      2,
      26,
    ],
  ])('%s', (_name, source, name, line, column) => {
    const context = JavaMap.of([
      ['s', 'ab'],
      ['l', new JavaList([])],
      ['n', new JavaList([])],
    ]);
    const observer: TemplateObserver = { entered: () => undefined, reached: () => undefined };
    let thrown: unknown;
    try {
      compileTemplate(source, { dialect: 'velocity', limits: { steps: 10_000 }, observer }).render(context);
    } catch (error) {
      thrown = error;
    }
    if (!(thrown instanceof TemplateError || thrown instanceof TemplateLimitError)) throw thrown;
    expect([thrown.name, thrown.span?.line, thrown.span?.column]).toEqual([name, line, column]);
  });
});

test('observed templates answer as others do, over the whole corpus', () => {
  const folder = new URL('../../../conformance/vtl/', import.meta.url);
  let compared = 0;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const cases: { template: string; context?: unknown; contextJson?: string }[] = JSON.parse(
      readFileSync(new URL(file, folder), 'utf8'),
    );
    for (const { template, context = {}, contextJson = JSON.stringify(context) } of cases) {
      for (const dialect of ['velocity', 'apigateway'] as const) {
        const observer: TemplateObserver = { entered: () => undefined, reached: () => undefined };
        const [plain, observed] = [{ dialect }, { dialect, observer }].map((options) => {
          const root = parseJson(contextJson);
          if (!(root instanceof JavaMap)) throw new Error('a context is an object');
          try {
            return compileTemplate(template, options).render(root);
          } catch (error) {
            return error instanceof Error ? `${error.name} ${error.message}` : String(error);
          }
        });
        if (plain !== observed) expect([file, template, observed]).toEqual([file, template, plain]);
        compared++;
      }
    }
  }
  expect(compared).toBeGreaterThan(4000);
}, 60_000);
