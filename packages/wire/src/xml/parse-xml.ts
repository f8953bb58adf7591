import { AwsError } from '../aws-error.ts';

/** An element of a request's document. Attributes are checked and dropped: no operation reads one. */
export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** Its character data, references resolved. */
  readonly text: string;
}

/** Documents of requests are flat: a bucket's or a user's settings, or a list of keys. */
const MAX_DEPTH = 16;
const MAX_ELEMENTS = 100_000;

/**
 * Reads a document without a document type declaration, strictly and with bounds. Throws AwsError MalformedXML.
 * The caller bounds its length.
 */
export function parseXml(source: Uint8Array): XmlElement {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(source);
  } catch (cause) {
    throw malformed(cause);
  }
  interface Open {
    readonly name: string;
    readonly qualified: string;
    readonly children: XmlElement[];
    text: string;
  }
  const document: Open = { name: '', qualified: '', children: [], text: '' };
  const open: Open[] = [document];
  let elements = 0;
  let at = 0;
  TOKEN.lastIndex = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    const current = open.at(-1);
    if (token === null || current === undefined) throw malformed();
    at = TOKEN.lastIndex;
    const { data, cdata, start, attributes, empty, end } = token.groups ?? {};
    if (data !== undefined) current.text += resolve(data);
    else if (cdata !== undefined) current.text += cdata;
    else if (end !== undefined) {
      if (open.length < 2 || current.qualified !== end) throw malformed();
      open.pop();
      open.at(-1)?.children.push({ name: current.name, children: current.children, text: current.text });
    } else if (start !== undefined) {
      if (++elements > MAX_ELEMENTS || open.length > MAX_DEPTH || !ATTRIBUTES.test(attributes ?? '')) throw malformed();
      const name = start.slice(start.indexOf(':') + 1);
      if (empty === undefined) open.push({ name, qualified: start, children: [], text: '' });
      else current.children.push({ name, children: [], text: '' });
    }
  }
  const [root] = document.children;
  if (root === undefined || document.children.length > 1 || open.length > 1 || document.text.trim() !== '') {
    throw malformed();
  }
  return root;
}

/** The first child of that name. */
export function xmlChild(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** The text of the first child of that name. */
export function xmlChildText(element: XmlElement, name: string): string | undefined {
  return xmlChild(element, name)?.text;
}

// Every alternative begins with another character or has a fixed end, so that nothing is tried twice.
const TOKEN =
  /(?<data>[^<]+)|<!\[CDATA\[(?<cdata>[\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<\/(?<end>[\w.:-]+)\s*>|<(?<start>[A-Za-z_][\w.:-]*)(?<attributes>(?:\s[^<>]*?)?)(?<empty>\/)?>/y;
const ATTRIBUTES = /^(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*$/;
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,10}));|&/g;
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function resolve(data: string): string {
  return data.replace(/\r\n?/g, '\n').replace(REFERENCE, (_, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) {
      const character = NAMED.get(name);
      if (character === undefined) throw malformed();
      return character;
    }
    if (decimal === undefined && hexadecimal === undefined) throw malformed();
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw malformed();
    return String.fromCodePoint(code);
  });
}

function malformed(cause?: unknown): AwsError {
  return new AwsError(
    'MalformedXML',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
    { cause },
  );
}
