import type { Value } from '@portico/values';
import { foldCase, JavaException, JavaList, javaRegex, matchesWhole, replaceMatches, splitText } from '@portico/values';
import { textOf } from '../runtime/text-of.ts';
import { asChar, asInstance, asInt, asList, asString, nullPointer } from './java-arguments.ts';
import { isJavaWhitespace, strip } from './java-characters.ts';
import { javaHashCode } from './java-hash.ts';
import { JavaArray, JavaCharacter, JavaMapView, JavaSmallNumber } from './java-objects.ts';
import type { Call, MethodTable } from './overloads.ts';
import { methodTable } from './overloads.ts';
import { formatString } from './string-format.ts';

type StringCall = Call<string>;

export const STRING_METHODS: MethodTable = methodTable<string>({
  'length()': ({ self }) => self.length,
  'isEmpty()': ({ self }) => self.length === 0,
  'isBlank()': ({ self }) => strip(self, 'start', isJavaWhitespace) === '',
  'charAt(int)': ({ self, args }) => JavaCharacter.of(self.charCodeAt(checkIndex(self, asInt(args[0])))),
  'codePointAt(int)': ({ self, args }) => self.codePointAt(checkIndex(self, asInt(args[0]))) ?? 0,
  'codePointCount(int,int)': ({ self, args }) => {
    const [from, to] = [asInt(args[0]), asInt(args[1])];
    if (from < 0 || to > self.length || from > to)
      throw new JavaException('IndexOutOfBoundsException', `${from}, ${to}`);
    return [...self.slice(from, to)].length;
  },
  'substring(int)': ({ self, args }) => substring(self, asInt(args[0]), self.length),
  'substring(int,int)': ({ self, args }) => substring(self, asInt(args[0]), asInt(args[1])),
  'subSequence(int,int)': ({ self, args }) => substring(self, asInt(args[0]), asInt(args[1])),
  'indexOf(String)': (call) => indexOf(call, asString(call.args[0]), 0),
  'indexOf(String,int)': (call) => indexOf(call, asString(call.args[0]), asInt(call.args[1])),
  'indexOf(int)': (call) => indexOf(call, codePointText(call.args[0]), 0),
  'indexOf(int,int)': (call) => indexOf(call, codePointText(call.args[0]), asInt(call.args[1])),
  'lastIndexOf(String)': (call) => lastIndexOf(call, asString(call.args[0]), call.self.length),
  'lastIndexOf(String,int)': (call) => lastIndexOf(call, asString(call.args[0]), asInt(call.args[1])),
  'lastIndexOf(int)': (call) => lastIndexOf(call, codePointText(call.args[0]), call.self.length),
  'lastIndexOf(int,int)': (call) => lastIndexOf(call, codePointText(call.args[0]), asInt(call.args[1])),
  'contains(CharSequence)': (call) => indexOf(call, asString(call.args[0]), 0) >= 0,
  'startsWith(String)': ({ self, args }) => self.startsWith(asString(args[0])),
  'startsWith(String,int)': ({ self, args }) => {
    const offset = asInt(args[1]);
    return offset >= 0 && offset <= self.length && self.startsWith(asString(args[0]), offset);
  },
  'endsWith(String)': ({ self, args }) => self.endsWith(asString(args[0])),
  'equalsIgnoreCase(String)': ({ self, args }) => typeof args[0] === 'string' && compareIgnoreCase(self, args[0]) === 0,
  'contentEquals(CharSequence)': ({ self, args }) => self === asString(args[0]),
  'compareTo(String)': ({ self, args }) => compare(self, asString(args[0])),
  'compareTo(Object)': ({ self, args }) => compare(self, asInstance(args[0], 'String') as string),
  'compareToIgnoreCase(String)': ({ self, args }) => compareIgnoreCase(self, asString(args[0])),
  'concat(String)': (call) =>
    checked(call, call.self.length + asString(call.args[0]).length, () => call.self + asString(call.args[0])),
  'repeat(int)': (call) => repeat(call, asInt(call.args[0])),
  'replace(CharSequence,CharSequence)': (call) => replaceAll(call, asString(call.args[0]), asString(call.args[1])),
  'replace(char,char)': (call) => replaceAll(call, asChar(call.args[0]), asChar(call.args[1])),
  'replaceAll(String,String)': (call) => replaceRegex(call, true),
  'replaceFirst(String,String)': (call) => replaceRegex(call, false),
  'matches(String)': ({ self, args, budget }) => matchesWhole(javaRegex(asString(args[0]), budget), self, budget),
  'split(String)': ({ self, args, budget }) => new JavaArray('String', splitText(self, asString(args[0]), 0, budget)),
  'split(String,int)': ({ self, args, budget }) =>
    new JavaArray('String', splitText(self, asString(args[0]), asInt(args[1]), budget)),
  // Java's trim takes everything up to the space.
  'trim()': ({ self }) => strip(self, 'both', (code) => code <= 32),
  'strip()': ({ self }) => strip(self, 'both', isJavaWhitespace),
  'stripLeading()': ({ self }) => strip(self, 'start', isJavaWhitespace),
  'stripTrailing()': ({ self }) => strip(self, 'end', isJavaWhitespace),
  'toLowerCase()': ({ self }) => self.toLowerCase(),
  'toUpperCase()': ({ self }) => self.toUpperCase(),
  'toLowerCase(Locale)': () => {
    throw nullPointer();
  },
  'toUpperCase(Locale)': () => {
    throw nullPointer();
  },
  'intern()': ({ self }) => self,
  'hashCode()': ({ self, budget }) => {
    budget.spend(self.length >> 3);
    return javaHashCode(self);
  },
  'toCharArray()': ({ self, budget }) => {
    budget.spend(self.length);
    return new JavaArray(
      'char',
      Array.from({ length: self.length }, (_, i) => JavaCharacter.of(self.charCodeAt(i))),
    );
  },
  'getBytes()': (call) => bytes(call, 'UTF-8'),
  'getBytes(Charset)': () => {
    throw nullPointer();
  },
  'getBytes(String)': (call) => bytes(call, asString(call.args[0])),
  'regionMatches(int,String,int,int)': (call) => regionMatches(call, false, call.args),
  'regionMatches(boolean,int,String,int,int)': (call) => regionMatches(call, call.args[0] === true, call.args.slice(1)),
  'format(String,Object[])': ({ args, budget }) => formatString(asString(args[0]), argumentArray(args[1]), budget),
  'format(Locale,String,Object[])': ({ args, budget }) =>
    formatString(asString(args[1]), argumentArray(args[2]), budget),
  'join(CharSequence,CharSequence[])': (call) => join(call, asList(call.args[1]).items),
  'join(CharSequence,Iterable)': (call) => join(call, iterableItems(call.args[1])),
  'valueOf(Object)': ({ args, budget }) => textOf(args[0] ?? null, budget),
  'valueOf(boolean)': ({ args }) => String(args[0]),
  'valueOf(char)': ({ args }) => asChar(args[0]),
  'valueOf(int)': ({ args, budget }) => textOf(args[0] ?? null, budget),
  'valueOf(long)': ({ args, budget }) => textOf(args[0] ?? null, budget),
  'valueOf(float)': ({ args, budget }) => textOf(args[0] ?? null, budget),
  'valueOf(double)': ({ args, budget }) => textOf(args[0] ?? null, budget),
  'valueOf(char[])': ({ args }) => asList(args[0]).items.map(asChar).join(''),
  'copyValueOf(char[])': ({ args }) => asList(args[0]).items.map(asChar).join(''),
});

function argumentArray(value: Value | undefined): readonly Value[] | undefined {
  return value instanceof JavaList ? value.items : undefined;
}

function stringIndexError(message: string): JavaException {
  return new JavaException('StringIndexOutOfBoundsException', message);
}

function checkIndex(text: string, index: number): number {
  if (index < 0 || index >= text.length) throw stringIndexError(`index ${index}, length ${text.length}`);
  return index;
}

function substring(text: string, from: number, to: number): string {
  if (from < 0 || from > to || to > text.length)
    throw stringIndexError(`begin ${from}, end ${to}, length ${text.length}`);
  return text.slice(from, to);
}

function codePointText(value: Value | undefined): string | undefined {
  const codePoint = asInt(value);
  return codePoint >= 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : undefined;
}

function indexOf({ self, budget }: StringCall, sought: string | undefined, from: number): number {
  if (sought === undefined) return -1;
  budget.spend(1 + (self.length >> 6));
  return self.indexOf(sought, Math.max(from, 0));
}

function lastIndexOf({ self, budget }: StringCall, sought: string | undefined, from: number): number {
  if (sought === undefined || from < 0) return -1;
  budget.spend(1 + (self.length >> 6));
  return self.lastIndexOf(sought, from);
}

function compare(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = a.charCodeAt(i) - b.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareIgnoreCase(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = folded(a, i) - folded(b, i);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function folded(text: string, index: number): number {
  return foldCase(text.charCodeAt(index), true);
}

function checked({ budget }: StringCall, length: number, build: () => string): string {
  budget.checkLength(length);
  return build();
}

function repeat(call: StringCall, count: number): string {
  if (count < 0) throw new JavaException('IllegalArgumentException', `count is negative: ${count}`);
  return checked(call, call.self.length * count, () => call.self.repeat(count));
}

function replaceAll(call: StringCall, target: string, replacement: string): string {
  const { self, budget } = call;
  budget.spend(1 + (self.length >> 5));
  const growth = replacement.length - target.length;
  // An empty target matches between all characters.
  const most = target === '' ? self.length + 1 : Math.floor(self.length / target.length);
  if (growth > 0 && self.length + growth * most > 10_000) {
    budget.checkLength(self.length + growth * (self.split(target).length - 1 + (target === '' ? 2 : 0)));
  }
  return self.replaceAll(target, () => replacement);
}

function replaceRegex({ self, args, budget }: StringCall, all: boolean): string {
  // Java looks at the replacement of replaceAll only when something matches.
  const replacement = all ? (args[1] ?? null) : asString(args[1]);
  return replaceMatches(self, asString(args[0]), typeof replacement === 'string' ? replacement : null, all, budget);
}

const ENCODINGS: ReadonlyMap<string, BufferEncoding> = new Map([
  ['utf-8', 'utf8'],
  ['utf8', 'utf8'],
  ['us-ascii', 'ascii'],
  ['ascii', 'ascii'],
  ['iso-8859-1', 'latin1'],
  ['latin1', 'latin1'],
  ['utf-16le', 'utf16le'],
]);

function bytes({ self, budget }: StringCall, charset: string): JavaArray {
  const encoding = ENCODINGS.get(charset.toLowerCase());
  if (encoding === undefined) throw new JavaException('UnsupportedEncodingException', charset);
  budget.spend(self.length);
  const highest = encoding === 'ascii' ? 0x7f : encoding === 'latin1' ? 0xff : 0x10ffff;
  const encodable = Array.from(self, (character) =>
    (character.codePointAt(0) ?? 0) <= highest ? character : '?',
  ).join('');
  const encoded = Buffer.from(encodable, encoding);
  return new JavaArray(
    'byte',
    Array.from(encoded, (byte) => new JavaSmallNumber('Byte', (byte << 24) >> 24)),
  );
}

function regionMatches({ self }: StringCall, ignoreCase: boolean, args: readonly Value[]): boolean {
  const [offset, other, otherOffset, length] = [asInt(args[0]), asString(args[1]), asInt(args[2]), asInt(args[3])];
  if (offset < 0 || otherOffset < 0 || offset > self.length - length || otherOffset > other.length - length)
    return false;
  if (length <= 0) return true;
  const a = self.slice(offset, offset + length);
  const b = other.slice(otherOffset, otherOffset + length);
  return ignoreCase ? compareIgnoreCase(a, b) === 0 : a === b;
}

function iterableItems(value: Value | undefined): readonly Value[] {
  if (value instanceof JavaList) return value.items;
  if (value instanceof JavaMapView) return value.items();
  throw nullPointer();
}

function join({ args, budget }: StringCall, items: readonly Value[]): string {
  const delimiter = asString(args[0]);
  budget.spend(items.length);
  let result = '';
  items.forEach((item, i) => {
    if (item !== null && typeof item !== 'string') throw new JavaException('ClassCastException', 'not a CharSequence');
    result += (i > 0 ? delimiter : '') + String(item);
    budget.checkLength(result.length);
  });
  return result;
}
