import { parseDecimal } from './decimal.ts';
import { type FilterNode, type Literal, RELATIONAL_OPERATORS, type RelationalOperator, type Term } from './filter.ts';
import { JsonPathError } from './json-path-error.ts';
import { JSON_PATH_LIMITS } from './limits.ts';
import type { PathText } from './path-text.ts';
import { compilePattern, PATTERN_FLAGS } from './pattern.ts';
import { unescapeText } from './unescape-text.ts';

/** Parses `( ... )`, the whole of `text`. Throws `JsonPathError` (InvalidPathException). */
export function parseFilter(text: PathText): FilterNode {
  const filter = readOr(text, text.nesting);
  if (!text.skipBlanks().atEnd) throw text.error('Expected end of filter expression');
  return filter;
}

function readOr(text: PathText, nesting: number): FilterNode {
  const operands = [readAnd(text, nesting)];
  while (readSymbol(text, '||')) operands.push(readAnd(text, nesting));
  const [only] = operands;
  return operands.length === 1 && only !== undefined ? only : { type: 'or', operands };
}

function readAnd(text: PathText, nesting: number): FilterNode {
  const operands = [readOperand(text, nesting)];
  while (readSymbol(text, '&&')) operands.push(readOperand(text, nesting));
  const [only] = operands;
  return operands.length === 1 && only !== undefined ? only : { type: 'and', operands };
}

function readSymbol(text: PathText, symbol: string): boolean {
  text.skipBlanks();
  if (!text.text.startsWith(symbol, text.position)) return false;
  text.position += symbol.length;
  return true;
}

function readOperand(text: PathText, nesting: number): FilterNode {
  if (nesting > JSON_PATH_LIMITS.nesting) throw text.error('The filter is too deeply nested');
  text.skipBlanks();
  if (text.current === '!' && !isPathStart(text.at(text.nextSignificant(text.position)))) {
    text.position++;
    return { type: 'not', operand: readOperand(text, nesting + 1) };
  }
  if (text.current !== '(') return readExpression(text);
  text.position++;
  const filter = readOr(text, nesting + 1);
  if (text.skipBlanks().current !== ')') throw text.error('Expected character: )');
  text.position++;
  return filter;
}

/** `left operator right`, or a path alone: it exists. Whatever is wrong behind a path makes the path stand alone. */
function readExpression(text: PathText): FilterNode {
  text.skipBlanks();
  const negated = text.current === '!';
  if (negated) text.position = text.nextSignificant(text.position);
  if (negated && !isPathStart(text.current)) throw text.error('Unexpected character: !');
  const left = readTerm(text);
  const savepoint = text.position;
  try {
    const operator = readOperator(text);
    if (text.skipBlanks().current === '!') throw text.error('Expected a value');
    return { type: 'relation', left, operator, right: readTerm(text) };
  } catch (error) {
    if (!(error instanceof JsonPathError) || error.name !== 'InvalidPathException' || left.type !== 'path') throw error;
    text.position = savepoint;
    return { type: 'exists', path: left.path, expected: !negated };
  }
}

function readOperator(text: PathText): RelationalOperator {
  const start = text.skipBlanks().position;
  if (isOperatorSymbol(text.current)) while (isOperatorSymbol(text.current)) text.position++;
  else while (!text.atEnd && text.current !== ' ') text.position++;
  const written = text.text.slice(start, text.position).toUpperCase();
  const operator = RELATIONAL_OPERATORS.find((known) => known === written);
  if (operator === undefined) throw text.error(`Filter operator ${written} is not supported!`, start);
  return operator;
}

function isOperatorSymbol(c: string): boolean {
  return c === '<' || c === '>' || c === '=' || c === '~' || c === '!';
}

function isPathStart(c: string): boolean {
  return c === '$' || c === '@';
}

function readTerm(text: PathText): Term {
  const start = text.skipBlanks().position;
  switch (text.current) {
    case '$':
    case '@':
      return readPath(text);
    case "'":
    case '"':
      return { type: 'string', value: readString(text) };
    case '[':
    case '{': {
      const close = text.closingBracket(start, text.current === '[' ? ']' : '}', false);
      if (close === -1) throw text.error('The literal is not closed');
      text.position = close + 1;
      return { type: 'json-text', text: text.text.slice(start, text.position) };
    }
    case 't':
    case 'f':
    case 'n':
      return readWord(text);
    case '/':
      return readPattern(text);
    default:
      return readNumber(text);
  }
}

function readString(text: PathText): string {
  const start = text.position + 1;
  const close = readQuoted(text);
  return asFailure(() => unescapeText(text.text.slice(start, close)));
}

/** Moves behind the quoted text at the position and returns where it closes. */
function readQuoted(text: PathText): number {
  const close = text.closingQuote(text.position, text.current);
  if (close === -1) throw text.error(`The literal does not have a matching ${text.current}`);
  text.position = close + 1;
  return close;
}

/** Not an InvalidPathException: it fails the whole filter and does not make a path before it stand alone. */
function asFailure<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonPathError) throw new JsonPathError('JsonPathException', error.message);
    throw error;
  }
}

function readWord(text: PathText): Literal {
  const word = ['true', 'false', 'null'].find((known) => text.text.startsWith(known, text.position));
  if (word === undefined) throw text.error('Expected true, false or null');
  text.position += word.length;
  return word === 'null' ? { type: 'null' } : { type: 'boolean', value: word === 'true' };
}

function readPattern(text: PathText): Literal {
  const start = text.position + 1;
  const close = readQuoted(text);
  while (!text.atEnd && PATTERN_FLAGS.includes(text.current)) text.position++;
  const source = text.text.slice(start, close);
  const flags = text.text.slice(close + 1, text.position);
  return { type: 'pattern', pattern: asFailure(() => compilePattern(source, flags)) };
}

function readNumber(text: PathText): Literal {
  const start = text.position;
  while (/[0-9.eE-]/.test(text.current)) text.position++;
  const decimal = parseDecimal(text.text.slice(start, text.position));
  // NumberFormatException in the Java library: fails the whole filter.
  if (decimal === undefined) throw new JsonPathError('JsonPathException', 'Expected a value');
  return { type: 'number', decimal };
}

/** A path ends at a blank, at an operator's symbol, or at a `)` that is not its own. */
function readPath(text: PathText): Term {
  const start = text.position;
  text.position++;
  while (!text.atEnd) {
    if (text.current === '[') {
      const close = text.closingBracket(text.position, ']', false);
      if (close === -1) throw text.error('Square brackets do not match');
      text.position = close + 1;
    }
    const c = text.current;
    if (c === '' || c === ' ' || isOperatorSymbol(c) || (c === ')' && !closesCall(text, start))) break;
    text.position++;
  }
  const path = text.text.slice(start, text.position);
  return { type: 'path', path: text.parseNested(path, start, true) };
}

/** The `)` at the position closes an empty argument list: `.name()`. */
function closesCall(text: PathText, pathStart: number): boolean {
  const open = text.previousSignificant(text.position);
  if (text.at(open) !== '(') return false;
  return text.text.lastIndexOf('.', open - 1) > pathStart;
}
