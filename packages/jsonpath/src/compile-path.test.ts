import { describe, expect, test } from 'bun:test';
import { JavaDouble, JavaList, JavaMap, parseJson, toJavaString } from '@portico/values';
import fc from 'fast-check';
import { compilePath } from './compile-path.ts';
import { JsonPathError } from './json-path-error.ts';
import { JSON_PATH_LIMITS } from './limits.ts';

const json = (text: string) => parseJson(text, { lists: 'json' });

function errorOf(run: () => unknown): JsonPathError {
  try {
    run();
  } catch (error) {
    if (error instanceof JsonPathError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('an invalid path', () => {
  test.each([
    ['$.a b', 3],
    ['$a', 1],
    ["$['a'", 4],
    ['$.l[1.5]', 4],
    ['$.a[?(@.x = 1)]', 10],
    ['$.a[?(@.x =~ /(a+/)]', 5],
  ])('%s is refused with its place', (path, start) => {
    const error = errorOf(() => compilePath(path));
    expect(error.name).toBe('InvalidPathException');
    expect(error.span?.start).toBeGreaterThanOrEqual(0);
    expect(error.span?.start).toBeLessThanOrEqual(path.length);
    expect(error.span?.start).toBe(start);
  });

  test('an empty path is an illegal argument', () => {
    expect(errorOf(() => compilePath('')).name).toBe('IllegalArgumentException');
  });
});

describe('results over the value model', () => {
  const document = json('{"l":[3,1,2.5],"o":{"b":1,"a":2},"s":[{"v":1.0}]}');

  test('an indefinite path gives an array that prints as JSON', () => {
    const result = compilePath('$.l[*]').readValue(document);
    expect(result).toBeInstanceOf(JavaList);
    expect(toJavaString(result)).toBe('[3,1,2.5]');
  });

  test('names give an object in the order of the path', () => {
    expect(toJavaString(compilePath("$.o['a','b']").readValue(document))).toBe('{a=2, b=1}');
  });

  test('an aggregation gives a Double, also when it is a whole number', () => {
    expect(compilePath('$.l.max()').readValue(document)).toEqual(new JavaDouble(3));
    expect(compilePath('$.l.length()').readValue(document)).toBe(3);
  });

  test('keys print as a Java set', () => {
    expect(toJavaString(compilePath('$.o.keys()').readValue(document))).toBe('[b, a]');
  });

  test('1.0 stays a Double, the same object as in the document', () => {
    const inner = compilePath('$.s[0]').readValue(document);
    expect(inner instanceof JavaMap && inner.get('v')).toEqual(new JavaDouble(1));
    expect(compilePath('$.s[0]').findValue(document)).toBe(inner);
  });

  test('append leaves the document as it was', () => {
    expect(toJavaString(compilePath('$.l.append(4)').readValue(document))).toBe('[3,1,2.5,4]');
    expect(toJavaString(compilePath('$.l').readValue(document))).toBe('[3,1,2.5]');
  });

  test('numbers beyond 2^53 are compared exactly', () => {
    const big = json('[9007199254740993,9007199254740992,1e400]');
    expect(toJavaString(compilePath('$[?(@ == 9007199254740993)]').readValue(big))).toBe('[9007199254740993]');
  });

  test('a number of many digits is compared with all of them', () => {
    const long = json('[0.12345678901234567890,0.12345678901234567891,0.5]');
    expect(compilePath('$[?(@ == 0.12345678901234567891)].length()').definite).toBe(false);
    const found = compilePath('$[?(@ > 0.12345678901234567890 && @ < 0.5)]').readValue(long);
    expect(toJavaString(found)).toBe('[0.12345678901234567891]');
    expect(compilePath('$.max()').readValue(long)).toBe(0.5);
  });
});

test('findValue gives undefined where readValue throws PathNotFoundException', () => {
  for (const path of ['$.x', '$.a.b', '$.a[0]', '$.x[*]', '$.x.length()']) {
    const compiled = compilePath(path);
    expect(compiled.findValue(json('{"a":1}'))).toBeUndefined();
    expect(errorOf(() => compiled.readValue(json('{"a":1}'))).name).toBe('PathNotFoundException');
  }
});

describe('no JavaScript prototype is reached', () => {
  const names = ['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'length', 'map', '0'];
  test.each(names)('%s', (name) => {
    for (const path of [`$.${name}`, `$['${name}']`, `$.l.${name}`, `$.s['${name}']`, `$.f.${name}`]) {
      const compiled = compilePath(path);
      expect(errorOf(() => compiled.read({ l: [], s: 'text', f: () => 1 })).name).toBe('PathNotFoundException');
      expect(compiled.findValue(json('{"l":[],"s":"text"}'))).toBeUndefined();
    }
    expect(compilePath(`$..['${name}','zz']`).read(JSON.parse('{"l":[{"a":1}]}'))).toEqual([]);
  });

  test('a key named __proto__ is a key like any other', () => {
    const document = JSON.parse('{"__proto__":{"x":1},"a":2}');
    expect(compilePath("$['__proto__'].x").read(document)).toBe(1);
    const picked = compilePath("$['__proto__','a']").read(document) as object;
    expect(Object.keys(picked)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(picked)).toBe(Object.prototype);
  });
});

describe('bounds', () => {
  test.each([
    ['a long path', `$${'.a'.repeat(JSON_PATH_LIMITS.pathLength)}`],
    ['many steps', `$${'.a'.repeat(JSON_PATH_LIMITS.steps + 1)}`],
    ['filters in filters', `$${'[?(@'.repeat(100)}${')]'.repeat(100)}`],
    ['brackets', `$[?(${'('.repeat(100)}@.a${')'.repeat(100)})]`],
    ['negations', `$[?(${'!'.repeat(100)}(@.a))]`],
  ])('%s: InvalidPathException', (_, path) => {
    expect(errorOf(() => compilePath(path)).name).toBe('InvalidPathException');
  });

  test('a path whose cost explodes is stopped', () => {
    const wide = compilePath(`$${'[0,0,0,0]'.repeat(30)}`);
    expect(errorOf(() => wide.read(JSON.parse(`${'['.repeat(31)}${']'.repeat(31)}`))).name).toBe('JsonPathException');
  });

  test('a slice with an absurd start ends', () => {
    expect(compilePath('$[-2147483648:2]').read([1, 2, 3])).toEqual([1, 2, 3, 1, 2]);
  });

  test('a document that nests without end is an error, not a crash', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 200_000; i++) deep = [deep];
    expect(errorOf(() => compilePath('$..x').read(deep)).name).toBe('JsonPathException');
  });

  test('a regular expression cannot hang', () => {
    const text = 'a'.repeat(50_000);
    for (const pattern of ['.*', 'a*', '[a-z]+', '(?:ab|cd)?a*']) {
      expect(compilePath(`$[?(@ =~ /${pattern}/)]`).read([text])).toEqual([text]);
    }
    expect(errorOf(() => compilePath('$[?(@ =~ /.*a.*a.*b/)]').read([text])).name).toBe('JsonPathException');
    const many = Array.from({ length: 5_000 }, () => 'a'.repeat(4_000));
    expect(errorOf(() => compilePath('$[?(@ =~ /a*a*b/)]').read(many)).name).toBe('JsonPathException');
  });
});

describe('whatever the path and the document', () => {
  const fragment = fc.constantFrom(
    ...[
      '$',
      '@',
      '.',
      '..',
      '*',
      '[',
      ']',
      '(',
      ')',
      '?',
      '[?(',
      ')]',
      "['a']",
      '[0]',
      '[-1]',
      '[1:]',
      '.a',
      '.b',
      '==',
      '!=',
      '<',
      '=~',
      '/a.*/i',
    ],
    ...[
      '&&',
      '||',
      '!',
      'in',
      'size',
      '"a"',
      "'b'",
      '1',
      '-',
      ',',
      ' ',
      '\\',
      'length()',
      'sum($.a)',
      'concat("x",$..b)',
      '__proto__',
      'constructor',
      '{"a":1}',
      '[1,2]',
    ],
  );
  const path = fc.oneof(
    fc.array(fragment, { minLength: 1, maxLength: 12 }).map((parts) => `$${parts.join('')}`),
    fc.string({ minLength: 1, maxLength: 30 }),
  );
  const document = fc.jsonValue({ maxDepth: 4 });

  test('only JsonPathError is thrown, and plain JSON and values agree', () => {
    fc.assert(
      fc.property(path, document, (text, value) => {
        const plain = outcome(() => compilePath(text).read(value));
        const typed = outcome(() => compilePath(text).readValue(json(JSON.stringify(value))));
        expect(typed.error).toBe(plain.error);
      }),
      { numRuns: 5_000 },
    );
  });

  function outcome(run: () => unknown): { error?: string } {
    try {
      run();
      return {};
    } catch (error) {
      if (error instanceof JsonPathError) return { error: error.name };
      throw error;
    }
  }
});
