import { describe, expect, test } from 'bun:test';
import { parseJson, printJson } from '@portico/values';
import { compilePath, JsonPathError } from './index.ts';

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('compilePath(path)', () => {
  test.each([
    ['$.a.b', true, 1],
    ['$.l[-1]', true, 12],
    ['$.l[*]', false, [10, 11, 12]],
    ['$..b', false, [1]],
    ["$.a['b','zz']", true, { b: 1 }],
    ['$.l[?(@ > 10)]', false, [11, 12]],
    ['$.l.length()', true, 3],
  ])('%s: definite %p, reads %j from plain JSON', (path, definite, expected) => {
    const document = { a: { b: 1 }, l: [10, 11, 12] };
    const compiled = compilePath(path);
    expect(compiled.definite).toBe(definite);
    expect(compiled.read(document)).toEqual(expected);
    expect(printJson(compiled.readValue(parseJson(JSON.stringify(document))))).toBe(JSON.stringify(expected));
  });

  test('the value model keeps digits', () => {
    expect(printJson(compilePath('$.x').readValue(parseJson('{"x":[1.0,99999999999999999999]}')))).toBe(
      '[1.0,99999999999999999999]',
    );
  });

  test.each(["$.l['a'", '$.a[?(@.x = 1)]', '$.l[:]'])('%s: an InvalidPathException with a span', (path) => {
    const error = errorOf(() => compilePath(path));
    expect(error).toBeInstanceOf(JsonPathError);
    expect(error).toMatchObject({ name: 'InvalidPathException', span: { line: 1 } });
  });

  test('a definite path that leads nowhere is a PathNotFoundException', () => {
    expect(errorOf(() => compilePath('$.zz').read({}))).toMatchObject({ name: 'PathNotFoundException' });
    expect(compilePath('$.zz').findValue(parseJson('{}'))).toBeUndefined();
  });

  test('no inherited property is read', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      expect(errorOf(() => compilePath(`$.${name}`).read({}))).toMatchObject({ name: 'PathNotFoundException' });
  });
});
