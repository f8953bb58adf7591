import { invalidPattern } from './invalid-pattern.ts';
import { patternRegex } from './pattern-regex.ts';

/** A test of a value; `undefined` stands for a value that is not there. */
type DocumentTest = (document: unknown) => boolean;

const MAX_DEPTH = 20;

/**
 * `{ $.status = 404 && ($.path = "/a*" || $.error NOT EXISTS) }`: a test for messages that are JSON objects. Throws
 * InvalidParameterException.
 */
export function jsonPattern(pattern: string): (message: string) => boolean {
  if (!pattern.endsWith('}')) throw invalidPattern("'}' is missing at the end");
  const reader = tokenReader(tokens(pattern.slice(1, -1)));
  const test = readAny(reader, 0);
  if (reader.peek() !== undefined) throw invalidPattern(`'${reader.peek()}' is not expected`);
  return (message) => {
    const start = message.trimStart()[0];
    if (start !== '{' && start !== '[') return false;
    let document: unknown;
    try {
      document = JSON.parse(message);
    } catch {
      return false;
    }
    return test(document);
  };
}

interface TokenReader {
  peek(): string | undefined;
  next(): string;
}

// Words of operators, selectors, quoted texts, regular expressions, and bare values.
const TOKEN =
  /\s*(\|\||&&|!=|<=|>=|[=<>()]|\$(?:\.[\w@:*-]+|\[(?:\d+|\*|"[^"]*"|'[^']*')\])*|"(?:[^"\\]|\\.)*"|%[^%]*%|[^\s=<>!()&|"%$]+)\s*/y;

function tokens(text: string): readonly string[] {
  const found: string[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw invalidPattern(`'${text}' is no expression`);
    found.push(token);
  }
  return found;
}

function tokenReader(list: readonly string[]): TokenReader {
  let at = 0;
  return {
    peek: () => list[at],
    next() {
      const token = list[at++];
      if (token === undefined) throw invalidPattern('it ends too early');
      return token;
    },
  };
}

function readAny(reader: TokenReader, depth: number): DocumentTest {
  const tests = [readAll(reader, depth)];
  while (reader.peek() === '||') {
    reader.next();
    tests.push(readAll(reader, depth));
  }
  return (document) => tests.some((test) => test(document));
}

function readAll(reader: TokenReader, depth: number): DocumentTest {
  const tests = [readOne(reader, depth)];
  while (reader.peek() === '&&') {
    reader.next();
    tests.push(readOne(reader, depth));
  }
  return (document) => tests.every((test) => test(document));
}

function readOne(reader: TokenReader, depth: number): DocumentTest {
  const token = reader.next();
  if (token === '(') {
    if (depth === MAX_DEPTH) throw invalidPattern('it is nested too deeply');
    const test = readAny(reader, depth + 1);
    if (reader.next() !== ')') throw invalidPattern("')' is missing");
    return test;
  }
  if (!token.startsWith('$')) throw invalidPattern(`'${token}' is no selector; one begins with '$'`);
  return readCondition(selector(token), reader);
}

function readCondition(select: (document: unknown) => readonly unknown[], reader: TokenReader): DocumentTest {
  const operator = reader.next().toUpperCase();
  if (operator === 'IS') {
    const word = reader.next().toUpperCase();
    const wanted = word === 'NULL' ? null : word === 'TRUE' ? true : word === 'FALSE' ? false : undefined;
    if (wanted === undefined) throw invalidPattern(`'IS ${word}' is no test`);
    return (document) => select(document).some((value) => value === wanted);
  }
  if (operator === 'NOT') {
    if (reader.next().toUpperCase() !== 'EXISTS') throw invalidPattern("'NOT' stands before 'EXISTS' only");
    return (document) => select(document).length === 0;
  }
  const compare = comparison(operator, reader.next());
  return (document) => select(document).some(compare);
}

function comparison(operator: string, operand: string): (value: unknown) => boolean {
  switch (operator) {
    case '=':
      return equality(operand);
    case '!=': {
      const isEqual = equality(operand);
      return (value) => !isEqual(value);
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const number = Number(operand);
      if (!Number.isFinite(number)) throw invalidPattern(`'${operator}' compares numbers, and '${operand}' is none`);
      return (value) => typeof value === 'number' && ordered(operator, value, number);
    }
    default:
      throw invalidPattern(`'${operator}' is no operator`);
  }
}

function ordered(operator: '<' | '<=' | '>' | '>=', a: number, b: number): boolean {
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

function equality(operand: string): (value: unknown) => boolean {
  if (operand.startsWith('%')) {
    const matches = patternRegex(operand.slice(1, -1));
    return (value) => typeof value === 'string' && matches(value);
  }
  const isQuoted = operand.startsWith('"');
  const text = isQuoted ? operand.slice(1, -1).replace(/\\(.)/g, '$1') : operand;
  const parts = text.split('*');
  const number = isQuoted || text === '' ? Number.NaN : Number(text);
  return (value) => {
    if (typeof value === 'number') return value === number || (parts.length > 1 && isLike(String(value), parts));
    if (typeof value === 'string') return isLike(value, parts);
    return !isQuoted && typeof value === 'boolean' && String(value) === text.toLowerCase();
  };
}

/** `*` stands for any number of characters; taking each part as early as possible finds a match if there is one. */
function isLike(text: string, parts: readonly string[]): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > text.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}

/** All values that a selector names: several where it has a `*`. */
function selector(text: string): (document: unknown) => readonly unknown[] {
  const steps = [...text.matchAll(/\.([\w@:*-]+)|\[(\d+|\*)\]|\[["']([^"']*)["']\]/g)].map(
    ([, name, index, quoted]) => quoted ?? name ?? index ?? '',
  );
  return (document) =>
    steps.reduce<readonly unknown[]>((values, step) => values.flatMap((value) => below(value, step)), [document]);
}

function below(value: unknown, step: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === '*') return Object.values(value);
  return Object.hasOwn(value, step) ? [(value as Readonly<Record<string, unknown>>)[step]] : [];
}
