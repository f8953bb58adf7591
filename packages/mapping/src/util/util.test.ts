import { describe, expect, test } from 'bun:test';
import { JavaMap, toJavaString, type Value } from '@portico/values';
import { UTIL } from './util.ts';

function call(name: string, ...args: Value[]): Value | undefined {
  const method = UTIL.methods.get(name);
  if (method === undefined) throw new Error(name);
  return method(args);
}

describe('$util', () => {
  test.each<[string, Value, string]>([
    ['escapeJavaScript', 'a"b\'c\\d/e', 'a\\"b\\\'c\\\\d\\/e'],
    ['escapeJavaScript', '\b\t\n\f\r\u0001\u001f\u007f', '\\b\\t\\n\\f\\r\\u0001\\u001F\u007f'],
    ['escapeJavaScript', 'é\u0100\u2028😀', '\\u00E9\\u0100\\u2028\\uD83D\\uDE00'],
    ['escapeJavaScript', 5, '5'],
    ['urlEncode', 'a b&c=d/é~*-._', 'a+b%26c%3Dd%2F%C3%A9%7E*-._'],
    ['urlEncode', "!'()[]~?%20", '%21%27%28%29%5B%5D%7E%3F%2520'],
    ['urlEncode', '😀\ud83d', '%F0%9F%98%80%3F'],
    ['urlDecode', 'a+b%26c%3Dd%C3%A9', 'a b&c=dé'],
    ['urlDecode', '%ff', '\ufffd'],
    ['base64Encode', 'é', 'w6k='],
    ['base64Decode', 'w6k=', 'é'],
    ['base64Decode', 'eyJtIjoxfQ', '{"m":1}'],
    ['base64Decode', '-_-_', '\ufffd\ufffd\ufffd'],
    ['parseJson', '{"a":[1.0,{"b":null}]}', '{a=[1.0,{"b":null}]}'],
  ])('%s(%p)', (name, argument, expected) => {
    expect(toJavaString(call(name, argument) ?? null)).toBe(expected);
  });

  test.each(['escapeJavaScript', 'parseJson', 'urlEncode', 'urlDecode', 'base64Encode', 'base64Decode'])(
    '%s of null is null, without or with two arguments it does not exist',
    (name) => {
      expect(call(name, null)).toBeNull();
      expect(call(name)).toBeUndefined();
      expect(call(name, 'a', 'b')).toBeUndefined();
    },
  );

  test.each(['%', '%1', '%zz', 'a%'])('urlDecode throws on %p', (text) => {
    expect(() => call('urlDecode', text)).toThrow('URLDecoder');
  });

  test('parseJson throws on what is not JSON', () => {
    expect(() => call('parseJson', '{')).toThrow();
    expect(call('parseJson', '{}')).toBeInstanceOf(JavaMap);
  });
});
