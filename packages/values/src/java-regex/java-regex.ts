import { parseRegex } from './parse-regex.ts';
import type { RegexBudget } from './regex-budget.ts';
import type { Groups } from './regex-matcher.ts';
import { RegexMatcher } from './regex-matcher.ts';
import type { RegexProgram } from './regex-program.ts';
import { compileRegex } from './regex-program.ts';

/** A compiled pattern of java.util.regex. */
export interface JavaRegex {
  readonly program: RegexProgram;
  readonly groupCount: number;
  readonly groupNames: ReadonlyMap<string, number>;
}

const CACHE_SIZE = 200;
const MAX_CACHED_LENGTH = 1000;
const cache = new Map<string, JavaRegex>();

/** Throws JavaException PatternSyntaxException. Recently used patterns are kept. */
export function javaRegex(pattern: string, budget: RegexBudget): JavaRegex {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  budget.spend(10 + pattern.length);
  const parsed = parseRegex(pattern);
  const regex: JavaRegex = {
    program: compileRegex(parsed.node, parsed.groupCount, parsed.hasSupplementary),
    groupCount: parsed.groupCount,
    groupNames: parsed.groupNames,
  };
  if (pattern.length <= MAX_CACHED_LENGTH) {
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(pattern, regex);
  }
  return regex;
}

/** Matcher.matches: the whole text. */
export function matchesWhole(regex: JavaRegex, text: string, budget: RegexBudget): boolean {
  return new RegexMatcher(regex.program, regex.groupCount, text, budget).matchAt(0, true) !== undefined;
}

/** Matcher.find, again and again: an empty match moves on by one character. */
export function* findAll(regex: JavaRegex, text: string, budget: RegexBudget): Generator<Groups> {
  const matcher = new RegexMatcher(regex.program, regex.groupCount, text, budget);
  let from = 0;
  while (from <= text.length) {
    let groups: Groups | undefined;
    for (let start = from; start <= text.length && groups === undefined; start++) {
      if (start === from || !regex.program.byCodePoint || !isInsideCharacter(text, start))
        groups = matcher.matchAt(start, false);
    }
    if (groups === undefined) return;
    yield groups;
    const end = groups[1] as number;
    matcher.lastMatchEnd = end;
    from = end === groups[0] ? end + 1 : end;
  }
}

function isInsideCharacter(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}
