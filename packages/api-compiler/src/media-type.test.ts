import { describe, expect, test } from 'bun:test';
import { compileBinaryMediaTypes, mediaType } from './media-type.ts';

describe('mediaType', () => {
  test.each([
    ['application/json', 'application/json'],
    ['Text/CSV; charset=utf-8', 'text/csv'],
    [' text/plain ,application/json', 'text/plain'],
    ['text/html;q=0.5, */*', 'text/html'],
    ['', ''],
    [';', ''],
  ])('%p', (header, expected) => {
    expect(mediaType(header)).toBe(expected);
  });
});

describe('binaryMediaTypes', () => {
  test.each<[string[], string, boolean]>([
    [[], 'image/png', false],
    [['image/png'], 'image/png', true],
    [['image/png'], 'image/gif', false],
    [['Image/*'], 'image/gif', true],
    [['image/*'], 'imagex/gif', false],
    [[' application/octet-stream '], 'application/octet-stream', true],
    [['*/*'], 'anything', true],
    [['text/csv', '*/*'], '', true],
  ])('%p has %p: %p', (ranges, type, expected) => {
    expect(compileBinaryMediaTypes(ranges).has(type)).toBe(expected);
  });

  test('an empty list is known as empty', () => {
    expect([compileBinaryMediaTypes([]).isEmpty, compileBinaryMediaTypes(['a/b']).isEmpty]).toEqual([true, false]);
  });
});
