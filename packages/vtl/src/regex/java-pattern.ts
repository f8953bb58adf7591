import { Budget, DEFAULT_LIMITS } from '../limits.ts';
import { findAll, type JavaRegex, javaRegex, matchesWhole } from './java-regex.ts';

/** Work that matches may still do; each takes its steps from it. */
export interface PatternBudget {
  steps: number;
}

/** A pattern of java.util.regex for use outside templates. A match that the budget does not last for is a TemplateLimitError. */
export interface JavaPattern {
  /** `Matcher.matches`: the whole text. */
  matches(text: string, budget: PatternBudget): boolean;
  /** `Matcher.find`: a part of the text. */
  find(text: string, budget: PatternBudget): boolean;
}

/** Throws JavaException PatternSyntaxException. */
export function compileJavaPattern(pattern: string): JavaPattern {
  const regex = javaRegex(pattern, new Budget(DEFAULT_LIMITS));
  return {
    matches: (text, budget) => spending(budget, (inner) => matchesWhole(regex, text, inner)),
    find: (text, budget) => spending(budget, (inner) => hasMatch(regex, text, inner)),
  };
}

function hasMatch(regex: JavaRegex, text: string, budget: Budget): boolean {
  return findAll(regex, text, budget).next().done !== true;
}

function spending(budget: PatternBudget, match: (inner: Budget) => boolean): boolean {
  const inner = new Budget({ ...DEFAULT_LIMITS, steps: budget.steps });
  try {
    return match(inner);
  } finally {
    budget.steps = inner.steps;
  }
}
