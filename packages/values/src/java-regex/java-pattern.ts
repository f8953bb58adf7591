import type { JavaRegex } from './java-regex.ts';
import { findAll, javaRegex, matchesWhole } from './java-regex.ts';
import { PatternLimitError } from './pattern-limit-error.ts';
import type { RegexBudget } from './regex-budget.ts';

/** Work that matches may still do; each takes its steps from it. */
export interface PatternBudget {
  steps: number;
}

/** A pattern of java.util.regex for use outside templates. A match that the budget does not last for is a PatternLimitError. */
export interface JavaPattern {
  /** `Matcher.matches`: the whole text. */
  matches(text: string, budget: PatternBudget): boolean;
  /** `Matcher.find`: a part of the text. */
  find(text: string, budget: PatternBudget): boolean;
}

/** Throws JavaException PatternSyntaxException. */
export function compileJavaPattern(pattern: string): JavaPattern {
  const regex = javaRegex(pattern, budgetOf({ steps: Number.POSITIVE_INFINITY }));
  return {
    matches: (text, budget) => matchesWhole(regex, text, budgetOf(budget)),
    find: (text, budget) => hasMatch(regex, text, budgetOf(budget)),
  };
}

function hasMatch(regex: JavaRegex, text: string, budget: RegexBudget): boolean {
  return findAll(regex, text, budget).next().done !== true;
}

function budgetOf(budget: PatternBudget): RegexBudget {
  return {
    spend(steps) {
      budget.steps -= steps;
      if (budget.steps < 0) throw new PatternLimitError('the regular expression takes too many steps');
    },
    checkLength() {},
    outOfMemory: (message) => new PatternLimitError(message),
  };
}
