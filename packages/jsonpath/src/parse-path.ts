import type { FilterNode } from './filter.ts';
import { JsonPathError } from './json-path-error.ts';
import { JSON_PATH_LIMITS } from './limits.ts';
import { parseFilter } from './parse-filter.ts';
import { parseParameters } from './parse-parameters.ts';
import { createPath, type ParsedPath, type Step } from './parsed-path.ts';
import { PathText } from './path-text.ts';
import { unescapeText } from './unescape-text.ts';

/**
 * Parses a path as a user writes it: the leading `$` may be left out, blanks at the end are dropped.
 * `offset` and `nesting` say where the text stands within the whole path. Throws `JsonPathError` (InvalidPathException).
 */
export function parsePath(text: string, offset: number, nesting: number): ParsedPath {
  let trimmed = text.replace(/ +$/, '');
  let at = offset;
  if (!/^[$@]/.test(trimmed)) {
    trimmed = `$.${trimmed}`;
    at -= 2;
  }
  const path = new PathText(trimmed, at, nesting, parseNested);
  if (trimmed.endsWith('.')) throw path.error("Path must not end with a '.' or '..'", trimmed.length - 1);
  return parseRooted(path);
}

function parseNested(text: string, offset: number, nesting: number, whole: boolean): ParsedPath {
  return whole ? parsePath(text, offset, nesting) : parseRooted(new PathText(text, offset, nesting, parseNested));
}

function parseRooted(path: PathText): ParsedPath {
  if (path.text.length > JSON_PATH_LIMITS.pathLength || path.nesting > JSON_PATH_LIMITS.nesting) {
    throw path.error('The path is too long or too deeply nested', 0);
  }
  while (/[ \t\r\n]/.test(path.current)) path.position++;
  const root = path.current;
  if (root !== '$' && root !== '@') throw path.error("Path must start with '$' or '@'");
  const steps: Step[] = [];
  if (!isTail(path)) {
    path.position++;
    if (path.current !== '.' && path.current !== '[') throw path.error("Illegal character, expected '.' or '['");
    readSteps(path, steps);
  }
  return createPath(root === '$', steps);
}

/**
 * The Java library stops at the last character of the path, whatever it is, once a step has been read:
 * `$.**` is `$.*`, and `$.a[` is `$.a`.
 */
function isTail(path: PathText): boolean {
  return path.position >= path.text.length - 1;
}

function readSteps(path: PathText, steps: Step[]): void {
  do {
    if (steps.length >= JSON_PATH_LIMITS.steps) throw path.error('The path has too many steps');
    if (path.current === '.') readDots(path, steps);
    steps.push(readStep(path));
  } while (!isTail(path));
}

function readDots(path: PathText, steps: Step[]): void {
  if (path.at(path.position + 1) === '.') {
    steps.push({ type: 'scan' });
    path.position += 2;
  } else {
    path.position++;
  }
  if (path.current === '.' || path.atEnd) throw path.error("Character '.' is not valid here");
}

function readStep(path: PathText): Step {
  switch (path.current) {
    case '[':
      return readBracket(path);
    case '*':
      path.position++;
      return { type: 'wildcard' };
    case ' ':
    case '':
      throw path.error('Expected a step');
    default:
      return readNameOrFunction(path);
  }
}

function readBracket(path: PathText): Step {
  const first = path.nextSignificant(path.position);
  const c = path.at(first);
  if (c === "'" || c === '"') return readNames(path, c);
  if (/[0-9:-]/.test(c)) return readNumbers(path);
  if (c === '*') {
    const close = path.nextSignificant(first);
    if (path.at(close) !== ']') throw path.error("Expected wildcard token to end with ']'", close);
    path.position = close + 1;
    return { type: 'wildcard' };
  }
  if (c === '?') return readFilter(path, first);
  throw path.error("Could not parse token. Expected ?, ', 0-9, * ");
}

/** `['a']`, `["a", "b"]` */
function readNames(path: PathText, quote: string): Step {
  const names: string[] = [];
  let start = path.position + 1;
  let end = 0;
  let inName = false;
  let afterComma = false;
  for (let i = path.position + 1; i < path.text.length; i++) {
    const c = path.at(i);
    if (c === '\\') {
      i++;
    } else if (inName) {
      if (c !== quote) continue;
      if (!/[\],]/.test(path.at(path.nextSignificant(i))))
        throw path.error('Property must be separated by comma or terminated by a bracket', i);
      names.push(unescapeName(path, start, i));
      end = i;
      inName = false;
    } else if (c === quote) {
      start = i + 1;
      inName = true;
      afterComma = false;
    } else if (c === ',') {
      if (afterComma) throw path.error('Found empty property', i);
      afterComma = true;
    } else if (c === ']') {
      if (afterComma) throw path.error('Found empty property', i);
      break;
    }
  }
  if (inName) throw path.error(`Property has not been closed - missing closing ${quote}`, start - 1);
  const close = path.nextSignificant(end);
  if (path.at(close) !== ']' || names.length === 0)
    throw path.error('Property has not been closed - missing closing ]', close);
  path.position = close + 1;
  return { type: 'property', names };
}

function unescapeName(path: PathText, start: number, end: number): string {
  try {
    return unescapeText(path.text.slice(start, end));
  } catch (error) {
    if (error instanceof JsonPathError) throw path.error(error.message, start);
    throw error;
  }
}

const INDEXES = /^-?\d+(?: *, *-?\d+)*$/;
const SLICE = /^(-?\d+)?:(-?\d+)?(?::[-:\d]*)?$/;

/** `[1]`, `[0, 2]`, `[1:3]`; the step of a slice is read and ignored, as in the Java library. */
function readNumbers(path: PathText): Step {
  const close = path.text.indexOf(']', path.position);
  const text = path.text.slice(path.position + 1, close).trim();
  if (close === -1) throw path.error('Expected ]');
  const slice = SLICE.exec(text);
  if (slice !== null && (slice[1] !== undefined || slice[2] !== undefined)) {
    const step: Step = { type: 'slice', from: integer(path, slice[1]), to: integer(path, slice[2]) };
    path.position = close + 1;
    return step;
  }
  if (!INDEXES.test(text)) throw path.error(`Failed to parse array operation: ${text}`, path.position + 1);
  const indexes = text.split(',').map((index) => integer(path, index.trim()) ?? 0);
  path.position = close + 1;
  return { type: 'index', indexes };
}

/** Java's Integer.parseInt. */
function integer(path: PathText, digits: string | undefined): number | undefined {
  if (digits === undefined) return undefined;
  const value = Number(digits);
  if (value < -(2 ** 31) || value > 2 ** 31 - 1) throw path.error(`Index out of range: ${digits}`, path.position + 1);
  return value;
}

/** `[?( ... )]` */
function readFilter(path: PathText, questionMark: number): Step {
  const open = path.nextSignificant(questionMark);
  if (path.at(open) !== '(') throw path.error('Expected ( after ?', open);
  const close = path.closingBracket(open, ')', true);
  if (close === -1) throw path.error('The filter is not closed', open);
  const end = path.nextSignificant(close);
  if (path.at(end) !== ']') throw path.error('Expected ] after the filter', end);
  const filter = filterOf(path, open, close);
  path.position = end + 1;
  return { type: 'filter', filter };
}

function filterOf(path: PathText, open: number, close: number): FilterNode {
  try {
    return parseFilter(path.part(open, close + 1));
  } catch (error) {
    if (error instanceof JsonPathError && error.name !== 'InvalidPathException') throw path.error(error.message, open);
    throw error;
  }
}

/** `name` or `name(...)`. A name ends at `.`, `[` or `(`; blanks are not allowed in it. */
function readNameOrFunction(path: PathText): Step {
  const start = path.position;
  let end = start;
  while (end < path.text.length && !/[ .[(]/.test(path.at(end))) end++;
  if (path.at(end) === ' ')
    throw path.error("Use bracket notion ['my prop'] if your property contains blank characters", end);
  const name = path.text.slice(start, end);
  if (path.at(end) !== '(') {
    path.position = end;
    return { type: 'property', names: [name] };
  }
  if (!isClosed(path.text, end)) throw path.error(`Arguments to function: '${name}' are not closed properly.`, end);
  if (path.at(end + 1) === ')') {
    // The Java library stays on the bracket, so that what follows a call without arguments is read as a name that begins with it.
    path.position = end + 1;
    return { type: 'function', name, parameters: [] };
  }
  path.position = end + 1;
  return { type: 'function', name, parameters: parseParameters(path, name) };
}

function isClosed(text: string, open: number): boolean {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return true;
  }
  return false;
}
