import { describe, expect, test } from 'bun:test';
import { JavaMap, Payload } from '@portico/values';
import fc from 'fast-check';
import type { MappingScope, RequestParameters } from './mapping-scope.ts';
import { compileMappingTemplate, MAPPING_TEMPLATE_LIMITS } from './mapping-template.ts';

const NO_PARAMETERS: RequestParameters = { path: new Map(), querystring: new Map(), header: new Map() };

function scope(given: Partial<MappingScope> = {}): MappingScope {
  return {
    params: NO_PARAMETERS,
    requestBody: Payload.EMPTY,
    body: Payload.EMPTY,
    context: new JavaMap(),
    stageVariables: new Map(),
    ...given,
  };
}

describe('a mapping template', () => {
  test('reads $context only when it names it', () => {
    let reads = 0;
    const counting: MappingScope = {
      ...scope(),
      get context() {
        reads++;
        return JavaMap.of([['stage', 'test']]);
      },
    };
    expect(compileMappingTemplate("$input.params('x')$util.urlEncode('a')").render(counting)).toBe('a');
    expect(reads).toBe(0);
    expect(compileMappingTemplate('$context.stage').render(counting)).toBe('test');
    expect(reads).toBeGreaterThan(0);
  });

  test('looks at no parameter but the one it names', () => {
    const refusing = new Proxy(new Map<string, readonly string[]>(), {
      get: (map, key) => {
        if (key !== 'get') throw new Error(String(key));
        return map.get.bind(map);
      },
    });
    const params = { path: new Map([['id', '7']]), querystring: refusing, header: refusing };
    expect(compileMappingTemplate("$input.params('id')").render(scope({ params }))).toBe('7');
  });

  test('$input of an earlier request shows nothing of a later one', () => {
    const context = JavaMap.of([['responseOverride', new JavaMap()]]);
    const keep = compileMappingTemplate('#set($context.responseOverride.kept = $input)$input.body');
    expect(keep.render(scope({ context, body: Payload.fromText('mine') }))).toBe('mine');
    expect(
      keep.render(
        scope({ body: Payload.fromText('theirs'), context: JavaMap.of([['responseOverride', new JavaMap()]]) }),
      ),
    ).toBe('theirs');
    const look = compileMappingTemplate(
      "[$context.responseOverride.kept.body][$context.responseOverride.kept.json('$')]",
    );
    expect(look.render(scope({ context, body: Payload.fromText('other') }))).toBe('[][]');
  });

  test('what one render does to $stageVariables and an empty body is gone in the next', () => {
    const template = compileMappingTemplate(
      "$!stageVariables.put('a', 'x')$!input.path('$').put('b', 'y')$stageVariables $input.path('$')",
    );
    expect(template.render(scope())).toBe('{a=x} {b=y}');
    expect(template.render(scope())).toBe('{a=x} {b=y}');
  });

  test('with an error has diagnostics with a place, and throws', () => {
    const template = compileMappingTemplate('a\n#if($x');
    expect(template.diagnostics[0]?.span.line).toBeGreaterThanOrEqual(1);
    expect(template.diagnostics.length).toBeGreaterThan(0);
    expect(() => template.render(scope())).toThrow();
  });

  test('renders again after it failed', () => {
    const template = compileMappingTemplate("$util.parseJson($input.params('j')).a");
    const with_ = (j: string) => scope({ params: { ...NO_PARAMETERS, path: new Map([['j', j]]) } });
    expect(() => template.render(with_('{'))).toThrow();
    expect(template.render(with_('{"a":1}'))).toBe('1');
  });

  test('may use more paths than are kept compiled', () => {
    const template = compileMappingTemplate('#foreach($i in [0..299])$input.path("$[$i]")#end');
    const body = Payload.fromText(JSON.stringify(Array.from({ length: 300 }, (_, i) => i % 10)));
    expect(template.render(scope({ body }))).toBe('0123456789'.repeat(30));
  });
});

describe('limits', () => {
  test('output', () => {
    const half = 'x'.repeat(MAPPING_TEMPLATE_LIMITS.outputLength / 2 + 1);
    const body = Payload.fromText(half);
    expect(() => compileMappingTemplate('$input.body$input.body').render(scope({ body }))).toThrow();
    expect(compileMappingTemplate('$input.body').render(scope({ body })).length).toBe(half.length);
  });

  test('work', () => {
    const loops = `${'#foreach($i in [1..1000])'.repeat(4)}x${'#end'.repeat(4)}`;
    expect(() => compileMappingTemplate(loops).render(scope())).toThrow();
  });
});

test('whatever the caller sends, a render gives text or an Error', () => {
  const template = compileMappingTemplate(
    "$input.body$input.json('$..a')$input.path('$.a.b')$input.params('a')$input.params()$util.escapeJavaScript($input.params('a'))$util.urlEncode($input.body)$util.base64Decode($input.body)",
  );
  const texts = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom('__proto__', 'constructor', '{"__proto__":{"a":1}}', '$a', '#set($x=1)'),
  );
  fc.assert(
    fc.property(texts, texts, texts, (body, name, value) => {
      const params = {
        path: new Map([[name, value]]),
        querystring: new Map([['a', [value]]]),
        header: new Map([[value, [name]]]),
      };
      const rendered = template.render(scope({ params, body: Payload.fromText(body) }));
      expect(rendered.startsWith(body === '' ? '{}' : body)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
