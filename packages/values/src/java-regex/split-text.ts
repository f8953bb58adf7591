import { findAll, javaRegex } from './java-regex.ts';
import type { RegexBudget } from './regex-budget.ts';

const METACHARACTERS = '.$|()[{^?*+\\';

/** The character that a pattern stands for: itself, or a metacharacter behind a backslash. `undefined` for other patterns. */
function plainCharacter(pattern: string): string | undefined {
  if (pattern.length === 1) return METACHARACTERS.includes(pattern) ? undefined : pattern;
  const isEscape = pattern.length === 2 && pattern.startsWith('\\') && !/[a-zA-Z0-9]/.test(pattern);
  return isEscape ? pattern.slice(1) : undefined;
}

/**
 * Java's String.split. `limit` 0: trailing empty strings are dropped; negative: kept; positive: at most so many parts.
 * A zero-width match at the start makes no empty first part; a text without a match is the only part.
 */
export function splitText(text: string, pattern: string, limit: number, budget: RegexBudget): string[] {
  const plain = limit <= 0 ? plainCharacter(pattern) : undefined;
  if (plain !== undefined) return splitPlain(text, plain, limit, budget);
  const parts: string[] = [];
  let index = 0;
  for (const [start, end] of findAll(javaRegex(pattern, budget), text, budget) as Iterable<[number, number]>) {
    if (limit > 0 && parts.length === limit - 1) break;
    if (index === 0 && start === 0 && end === 0) continue;
    parts.push(text.slice(index, start));
    index = end;
  }
  if (index === 0) return [text];
  parts.push(text.slice(index));
  return limit === 0 ? dropTrailingEmpty(parts) : parts;
}

function splitPlain(text: string, separator: string, limit: number, budget: RegexBudget): string[] {
  const parts = text.split(separator);
  budget.spend(parts.length);
  return limit === 0 && parts.length > 1 ? dropTrailingEmpty(parts) : parts;
}

function dropTrailingEmpty(parts: string[]): string[] {
  let length = parts.length;
  while (length > 0 && parts[length - 1] === '') length--;
  parts.length = length;
  return parts;
}
