import { JavaException } from '../java-exception.ts';
import type { JavaRegex } from './java-regex.ts';
import { findAll, javaRegex } from './java-regex.ts';
import type { RegexBudget } from './regex-budget.ts';
import type { Groups } from './regex-matcher.ts';

/** String.replaceAll and replaceFirst: `$1` and `${name}` in the replacement are groups, a backslash quotes. Null fails at the first match. */
export function replaceMatches(
  text: string,
  pattern: string,
  replacement: string | null,
  all: boolean,
  budget: RegexBudget,
): string {
  const regex = javaRegex(pattern, budget);
  let result = '';
  let index = 0;
  for (const groups of findAll(regex, text, budget)) {
    if (replacement === null) throw new JavaException('NullPointerException', 'replacement');
    result += text.slice(index, groups[0]) + expand(replacement, regex, groups, text);
    index = groups[1] as number;
    budget.checkLength(result.length);
    if (!all) break;
  }
  return index === 0 && result === '' ? text : result + text.slice(index);
}

function expand(replacement: string, regex: JavaRegex, groups: Groups, text: string): string {
  if (!/[\\$]/.test(replacement)) return replacement;
  let result = '';
  for (let i = 0; i < replacement.length; i++) {
    const character = replacement[i] as string;
    if (character === '\\') {
      const quoted = replacement[++i];
      if (quoted === undefined) throw illegalArgument('character to be escaped is missing');
      result += quoted;
    } else if (character === '$') {
      const { group, end } = groupReference(replacement, i + 1, regex);
      const start = groups[group * 2] ?? -1;
      if (start >= 0) result += text.slice(start, groups[group * 2 + 1]);
      i = end - 1;
    } else result += character;
  }
  return result;
}

function groupReference(replacement: string, at: number, regex: JavaRegex): { group: number; end: number } {
  if (replacement[at] === '{') return namedReference(replacement, at, regex);
  const first = replacement[at];
  if (first === undefined) throw illegalArgument('Illegal group reference: group index is missing');
  if (!/[0-9]/.test(first)) throw illegalArgument('Illegal group reference');
  let group = Number(first);
  if (group > regex.groupCount) throw new JavaException('IndexOutOfBoundsException', `No group ${group}`);
  let end = at + 1;
  for (; /[0-9]/.test(replacement[end] ?? ''); end++) {
    const longer = group * 10 + Number(replacement[end]);
    if (longer > regex.groupCount) break;
    group = longer;
  }
  return { group, end };
}

function namedReference(replacement: string, at: number, regex: JavaRegex): { group: number; end: number } {
  const name = /^\{([a-zA-Z0-9]*)/.exec(replacement.slice(at))?.[1] ?? '';
  const end = at + name.length + 2;
  if (name === '') throw illegalArgument("named capturing group is missing trailing '}'");
  if (replacement[end - 1] !== '}') throw illegalArgument("named capturing group is missing trailing '}'");
  if (/^[0-9]/.test(name)) throw illegalArgument(`capturing group name {${name}} starts with digit character`);
  const group = regex.groupNames.get(name);
  if (group === undefined) throw illegalArgument(`No group with name {${name}}`);
  return { group, end };
}

function illegalArgument(message: string): JavaException {
  return new JavaException('IllegalArgumentException', message);
}
