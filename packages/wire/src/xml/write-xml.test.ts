import { expect, test } from 'bun:test';
import { escapeXml, xmlElement, xmlText } from './write-xml.ts';

test.each([
  ['a < b & "c" > \'d\'', 'a &lt; b &amp; &quot;c&quot; &gt; &apos;d&apos;'],
  ['line\r\nend\ttab', 'line&#xd;\nend\ttab'],
  ['\u0000\u001f\uffff', '&#x0;&#x1f;&#xffff;'],
  ['Überschrift 🎬', 'Überschrift 🎬'],
])('%j is written %j', (text, written) => {
  expect(escapeXml(text)).toBe(written);
});

test('elements nest; a text that is undefined leaves no element', () => {
  const inner = [xmlText('Key', 'a&b'), xmlText('Size', 0), xmlText('Owner', undefined), xmlText('IsTruncated', false)];
  expect(xmlElement('Result', inner, { xmlns: 'http://s3/?a&b' })).toBe(
    '<Result xmlns="http://s3/?a&amp;b"><Key>a&amp;b</Key><Size>0</Size><IsTruncated>false</IsTruncated></Result>',
  );
});
