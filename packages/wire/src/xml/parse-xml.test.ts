import { expect, test } from 'bun:test';
import { parseXml, type XmlElement, xmlChildText } from './parse-xml.ts';

function shape({ name, text, children }: XmlElement): unknown {
  return children.length === 0 ? [name, text] : [name, ...children.map(shape)];
}

test.each<[string, unknown]>([
  ['<a/>', ['a', '']],
  ['<?xml version="1.0" encoding="UTF-8"?>\n<a x="1" y=\'2\'>t</a >\n', ['a', 't']],
  ['<s3:a xmlns:s3="http://s3"><s3:b>1</s3:b><c />tail</s3:a>', ['a', ['b', '1'], ['c', '']]],
  ['<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x1F3AC;</a>', ['a', '<&>"\'A🎬']],
  ['<a><![CDATA[<b>&amp;]]>x<!-- no --></a>', ['a', '<b>&amp;x']],
  ['<a>one\r\ntwo&#xd;</a>', ['a', 'one\ntwo\r']],
])('%j', (source, expected) => {
  expect(shape(parseXml(Buffer.from(source)))).toEqual(expected);
});

test('the first child of a name is read', () => {
  const element = parseXml(Buffer.from('<a><b>1</b><b>2</b></a>'));
  expect(xmlChildText(element, 'b')).toBe('1');
  expect(xmlChildText(element, 'constructor')).toBeUndefined();
});

test.each([
  '',
  'text',
  '<a>',
  '</a>',
  '<a></b>',
  '<a/><b/>',
  '<a>&nbsp;</a>',
  '<a>&</a>',
  '<a>&#xD800;</a>',
  '<a x=1/>',
  '<a x="<"/>',
  '<a/>tail',
  '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
  '<a'.repeat(50_000),
  '<a>'.repeat(50_000),
  `${'<a>'.repeat(20)}${'</a>'.repeat(20)}`,
  `<a ${'x '.repeat(50_000)}`,
])('%#: not well-formed, or more than any request has', (source) => {
  expect(() => parseXml(Buffer.from(source))).toThrow('The XML you provided was not well-formed');
});

test('octets that are no UTF-8 are refused', () => {
  expect(() => parseXml(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]))).toThrow('not well-formed');
});
