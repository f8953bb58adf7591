// biome-ignore-all lint/suspicious/noTemplateCurlyInString: formal references of Velocity look like JavaScript's.
import { describe, expect, test } from 'bun:test';
import type { Value } from '@portico/values';
import { HostObject, JavaList, JavaMap, parseJson } from '@portico/values';
import { compileTemplate } from './compile.ts';
import { TemplateError, TemplateLimitError } from './template-error.ts';
import { generateContext } from './testing/generate-context.ts';
import { generateJunk } from './testing/generate-junk.ts';
import { generateTemplate } from './testing/generate-template.ts';
import { Random } from './testing/random.ts';

/** What JavaScript objects inherit, and what generated code has in its scope. */
const NAMES = [
  'constructor',
  '__proto__',
  'prototype',
  'toLocaleString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  '__lookupGetter__',
  'map',
  'slice',
  'forEach',
  'items',
  'parsed',
  'take',
  'view',
  'modifications',
  'kind',
  'methods',
  'properties',
  'apply',
  'call',
  'bind',
  'arguments',
  'caller',
  'then',
  'globalThis',
  'process',
  'Function',
  'eval',
  'require',
  'S',
  'o',
  'scope',
  'budget',
  'printed',
  'Bun',
  'self',
  'javaType',
  'cursor',
  'getClass',
  'class',
];

function context(): JavaMap {
  const values = parseJson('{"s":"x","n":1,"d":1.5,"b":true,"l":[1,"a"],"m":{"k":1},"big":99999999999999999999}');
  const map = values instanceof JavaMap ? values : new JavaMap();
  map.set('array', new JavaList(['a'], 'array'));
  map.set(
    'host',
    new HostObject('host', new Map([['ok', () => 'fine']]), new Map<string, () => Value>([['name', () => 'n']])),
  );
  return map;
}

const ROOTS = [
  's',
  'n',
  'd',
  'b',
  'l',
  'm',
  'big',
  'array',
  'host',
  'm.entrySet()',
  'm.keySet()',
  'l.iterator()',
  's.charAt(0)',
  's.toCharArray()',
  'nothing',
];

describe.each(['velocity', 'apigateway'] as const)('no JavaScript object is reachable, dialect %s', (dialect) => {
  const render = (template: string) => compileTemplate(template, { dialect }).render(context());

  test.each(NAMES)('%s', (name) => {
    for (const root of [...ROOTS, name]) {
      // A name that starts with `_` is no property in the language, but a key.
      const steps = name.startsWith('_') ? '' : `$!{${root}.${name}}$!{${root}.${name}()}`;
      expect(render(`[${steps}$!${root}["${name}"]$!${name}]`)).toBe('[]');
    }
  });

  test('keys of a map are its own, whatever they are called', () => {
    const own = '#set($m = {})#set($m.constructor = 1)#set($m["__proto__"] = 2)$m.constructor$m["__proto__"]$m';
    expect(render(own)).toBe('12{constructor=1, __proto__=2}');
    expect(render('#set($m = {})#set($m["__proto__"] = {"polluted": 1})$!m.polluted$!{s.polluted}x')).toBe('x');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('text of a template is only ever text of the generated code', () => {
    const nasty = '"; globalThis.pwned = 1; //` ${globalThis.pwned = 1} \u2028 \\" \\u0022 \\\\';
    const templates = [
      nasty,
      `#set($x = '${nasty}')$x`,
      `$s.replace('${nasty}', '${nasty}')`,
      `#macro(m)${nasty}#end#m()`,
      `#evaluate('${nasty}')`,
    ];
    for (const template of templates) {
      try {
        render(template);
      } catch (error) {
        expect(error).toBeInstanceOf(TemplateError);
      }
    }
    expect('pwned' in globalThis).toBe(false);
  });
});

/** How many templates are tried; the long tests try a million. */
const COUNT = Number(process.env['PORTICO_VTL_FUZZ'] ?? 8000);

/** What a JavaScript object looks like when it is printed. */
const JAVASCRIPT = /\[native code\]|\[object [A-Z]|\) => |function\s*\w*\(/;

/** Junk, and what a grammar makes: the run is the same each time. */
function* generatedTemplates(): Generator<{ readonly template: string; readonly context: JavaMap }> {
  const random = new Random(12_345);
  for (let i = 0; i < COUNT; i++) {
    if (i % 2 === 0) yield { template: generateJunk(random), context: context() };
    else {
      const template = generateTemplate(random);
      const values = parseJson(generateContext(random), { lists: 'json' });
      yield { template, context: values instanceof JavaMap ? values : context() };
    }
  }
}

test(
  'whatever the template, rendering ends with text or a typed error, soon, and prints no JavaScript object',
  () => {
    const rendered = { velocity: 0, apigateway: 0 };
    for (const { template, context } of generatedTemplates()) {
      const dialect = rendered.velocity > rendered.apigateway ? 'apigateway' : 'velocity';
      const start = performance.now();
      try {
        const limits = { steps: 100_000, outputLength: 100_000 };
        const output = compileTemplate(template, { dialect, limits }).render(context);
        rendered[dialect]++;
        if (JAVASCRIPT.test(output)) throw new Error(`prints a JavaScript object: ${JSON.stringify(template)}`);
      } catch (error) {
        if (!(error instanceof TemplateError || error instanceof TemplateLimitError))
          throw new Error(JSON.stringify(template), { cause: error });
      }
      if (performance.now() - start > 5000) throw new Error(`takes too long: ${JSON.stringify(template)}`);
    }
    // Enough of them must get as far as running.
    expect(rendered.velocity).toBeGreaterThan(COUNT / 10);
    expect(rendered.apigateway).toBeGreaterThan(COUNT / 10);
  },
  30 * 60_000,
);
