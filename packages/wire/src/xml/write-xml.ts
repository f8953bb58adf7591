/** A piece of XML that is written already, or nothing. */
export type XmlContent = string | undefined | readonly (string | undefined)[];

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An element around content that is XML already. Names and attribute names come from code, never from requests. */
export function xmlElement(
  name: string,
  content: XmlContent = '',
  attributes: Readonly<Record<string, string>> = {},
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const inner = typeof content === 'string' ? content : (content ?? []).join('');
  return `<${name}${written.join('')}>${inner}</${name}>`;
}

/** An element that holds a text; no element for undefined. */
export function xmlText(name: string, text: string | number | boolean | undefined): string {
  return text === undefined ? '' : xmlElement(name, escapeXml(String(text)));
}

/**
 * Text as character data or as an attribute's value. A carriage return is written as a reference, because parsers turn it into
 * a line feed; so are characters that XML 1.0 has no way to write, as the services do it.
 */
export function escapeXml(text: string): string {
  return text.replace(SPECIAL, (character) => ESCAPES.get(character) ?? `&#x${character.charCodeAt(0).toString(16)};`);
}

const SPECIAL = /[&<>"'\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);
