import type { Parameter } from './parsed-path.ts';
import type { PathText } from './path-text.ts';

/**
 * Reads a function's arguments, from behind the opening bracket to behind the closing one. An argument is a path (`$`, `@`) or
 * JSON that begins with `{`, `"`, a digit or `-`; anything else is dropped. The Java library only counts brackets and quotes:
 * a call within an argument cannot have arguments, a comma within a string is lost, and a bracket within one unbalances the call.
 */
export function parseParameters(path: PathText, name: string): readonly Parameter[] {
  const parameters: Parameter[] = [];
  const open = { '(': 1, '[': 0, '{': 0 };
  let quotes = 0;
  let kind: Parameter['type'] | undefined;
  let text = '';
  let start = path.position;
  let before = '';
  let done = false;
  while (!path.atEnd && !done) {
    const c = path.current;
    path.position++;
    if (kind === undefined) {
      if (/[ \t\r\n]/.test(c)) continue;
      kind = kindOf(c);
      start = path.position - 1;
    }
    if (c === '"') quotes += before !== '\\' && quotes > 0 ? -1 : 1;
    else if (c === '(' || c === '[' || c === '{') open[c]++;
    else if (c === ']' || c === '}') closeBracket(path, open, c === ']' ? '[' : '{');
    else if (c === ')' && (--open['('] < 0 || before === '(')) text += c;
    const outside = open['['] === 0 && open['{'] === 0;
    if ((c === ')' || c === ',') && outside && quotes === 0 && (open['('] === 1 || (open['('] === 0 && c === ')'))) {
      done = open['('] === 0;
      if (kind === 'json') parameters.push({ type: 'json', text });
      if (kind === 'path') {
        parameters.push({ type: 'path', path: path.parseNested(text, start, false) });
      }
      if (kind !== undefined) text = '';
      kind = undefined;
    }
    if (kind !== undefined && !(c === ',' && outside && open['('] === 1)) text += c;
    before = c;
  }
  if (open['('] !== 0 || open['['] !== 0 || open['{'] !== 0) {
    throw path.error(`Arguments to function: '${name}' are not closed properly.`);
  }
  return parameters;
}

function kindOf(c: string): Parameter['type'] | undefined {
  if (c === '$' || c === '@') return 'path';
  return /[{"0-9-]/.test(c) ? 'json' : undefined;
}

function closeBracket(path: PathText, open: Record<'(' | '[' | '{', number>, bracket: '[' | '{'): void {
  if (open[bracket] === 0) throw path.error('Unexpected closing bracket', path.position - 1);
  open[bracket]--;
}
