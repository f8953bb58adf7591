import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { parseJsonSource } from './parse-json-source.ts';
import { parseSource } from './parse-source.ts';
import { parseYamlSource } from './parse-yaml-source.ts';
import { createSourceBuilder, SourceError } from './source-builder.ts';
import { placeOf, type SourceNode, toJsonText } from './source-node.ts';

const builder = (): ReturnType<typeof createSourceBuilder> => createSourceBuilder((text) => text);

describe('JSON source', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(JSON.parse(toJsonText(parseJsonSource(text, builder())))).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([
    '{',
    '{"a"}',
    '{"a":1,}',
    '[1 2]',
    '01',
    '1.',
    '"\u0001"',
    '"\\x"',
    'nul',
    '{} {}',
    '',
    '-',
    '[1,]',
    "{'a':1}",
  ])('refuses %j as JSON.parse does', (text) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(() => parseJsonSource(text, builder())).toThrow(SourceError);
  });
});

test('JSON read as YAML is the same tree at the same places', () => {
  const text = '{ "a": [1, -2.50, "x\\n", null],\n  "b c": { "d": true, "": {} } }';
  const flat = (node: SourceNode): unknown[] => [
    [placeOf(node), node.kind, node.offset, node.keyOffset, node.kind === 'scalar' ? node.value : undefined],
    ...(node.kind === 'map' ? [...node.entries.values()] : node.kind === 'list' ? node.items : []).flatMap(flat),
  ];
  const asYaml = parseYamlSource(text, builder(), []);
  expect(asYaml && flat(asYaml)).toEqual(flat(parseJsonSource(text, builder())));
});

test.each([
  [
    'merge of a list of maps, the first wins',
    'a: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc: {<<: [*a, *b], y: 3}',
    { x: 1, y: 3, z: 2 },
  ],
  ['a quoted merge key is a name', 'a: &a {x: 1}\nc: {"<<": *a}', { '<<': { x: 1 } }],
  ['yes and no are text', 'c: [yes, no, on, 0o17, 1e3, ~]', ['yes', 'no', 'on', 15, 1000, null]],
  ['an anchor given twice means the latest', 'a: &a 1\nb: &a 2\nc: *a', 2],
])('YAML: %s', (_name, text, expected) => {
  const { root } = parseSource(text, (value) => value);
  const c = root?.kind === 'map' ? root.entries.get('c') : undefined;
  expect(c && JSON.parse(toJsonText(c))).toEqual(expected);
});

test.each([
  ['{"a":1} # a comment', true],
  ["{a: 1, 'b': 2}", true],
  ['{"a": *nowhere}', false],
  ['a: 1\nb: *nowhere', false],
])('braces that are no JSON are tried as YAML: %s', (text, valid) => {
  expect(parseSource(text, (value) => value).root !== undefined).toBe(valid);
});
