import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileJavaPattern } from './java-pattern.ts';
import { findAll, javaRegex, matchesWhole } from './java-regex.ts';
import { PatternLimitError } from './pattern-limit-error.ts';
import type { RegexBudget } from './regex-budget.ts';
import { replaceMatches } from './replace-matches.ts';
import { splitText } from './split-text.ts';

const FOLDER = join(import.meta.dirname, '../../../../conformance/java');

/** Cases that a real Java has answered. */
function casesOf<T>(name: string): readonly T[] {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as T[];
}

function budget(): RegexBudget {
  let left = 100_000;
  return {
    spend(steps) {
      left -= steps;
      if (left < 0) throw new PatternLimitError('too many steps');
    },
    checkLength() {},
    outOfMemory: (message) => new PatternLimitError(message),
  };
}

/** What a call gives, or the class name of what it throws. */
function answer<T>(call: () => T): T | { error: string } {
  try {
    return call();
  } catch (error) {
    return { error: error instanceof Error ? error.name : String(error) };
  }
}

interface RegexCase {
  readonly pattern: string;
  readonly text: string;
}

test.each(casesOf<RegexCase>('regex'))('Pattern %j', ({ pattern, text, ...expected }) => {
  const found = answer(() => {
    const regex = javaRegex(pattern, budget());
    return {
      matches: matchesWhole(regex, text, budget()),
      found: [...findAll(regex, text, budget())].map((groups) => [groups[0], ...groupTexts(groups, text)]),
    };
  });
  expect(found as object).toEqual(expected);
});

function groupTexts(groups: readonly number[], text: string): (string | null)[] {
  return Array.from({ length: groups.length / 2 }, (_, group) => {
    const start = groups[group * 2] ?? -1;
    return start < 0 ? null : text.slice(start, groups[group * 2 + 1]);
  });
}

interface ReplaceCase extends RegexCase {
  readonly replacement: string;
  readonly replaceAll: string | { readonly error: string };
  readonly replaceFirst: string | { readonly error: string };
}

test.each(casesOf<ReplaceCase>('replace'))('String.replaceAll and replaceFirst %j', (wanted) => {
  const replace = (all: boolean) =>
    answer(() => replaceMatches(wanted.text, wanted.pattern, wanted.replacement, all, budget()));
  expect([replace(true), replace(false)]).toEqual([wanted.replaceAll, wanted.replaceFirst]);
});

interface SplitCase extends RegexCase {
  readonly limit: string;
}

test.each(casesOf<SplitCase>('split'))('String.split %j', ({ text, pattern, limit, ...expected }) => {
  const parts = answer(() => ({ parts: splitText(text, pattern, Number(limit), budget()) }));
  expect(parts as object).toEqual(expected);
});

describe('a match is bounded', () => {
  test.each(['(a*)*b', '(a|aa)+$', '(.*)*x', '(?=(a+)+b)a', '([a-z]+)*!', '(a|a)*b'])('%s', (pattern) => {
    const compiled = compileJavaPattern(pattern);
    const left = { steps: 50_000 };
    expect(() => compiled.matches(`${'a'.repeat(5000)}c`, left)).toThrow(PatternLimitError);
    expect(left.steps).toBeLessThan(0);
  });

  test('matches take their steps from one budget', () => {
    const left = { steps: 1000 };
    const compiled = compileJavaPattern('a+b');
    expect(compiled.find('aaab', left)).toBe(true);
    const after = left.steps;
    expect(after).toBeLessThan(1000);
    expect(compiled.find('xxxx', left)).toBe(false);
    expect(left.steps).toBeLessThan(after);
  });
});

test('a character that a loop gives back is never one before its start', () => {
  const found = [...findAll(javaRegex('\\P{L}?()\\A', budget()), '😀x', budget())].map(([start]) => start);
  expect(found).toEqual([0]);
});
