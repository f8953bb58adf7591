import { Budget, DEFAULT_LIMITS } from '../limits.ts';
import { findAll, javaRegex, matchesWhole } from './java-regex.ts';

/** A pattern of java.util.regex for use outside templates. A match that takes too many steps is a TemplateLimitError. */
export interface JavaPattern {
  /** `Matcher.matches`: the whole text. */
  matches(text: string): boolean;
  /** `Matcher.find`: a part of the text. */
  find(text: string): boolean;
}

/**
 * @param maxSteps of one match
 * Throws JavaException PatternSyntaxException.
 */
export function compileJavaPattern(pattern: string, maxSteps: number): JavaPattern {
  const budget = () => new Budget({ ...DEFAULT_LIMITS, steps: maxSteps });
  const regex = javaRegex(pattern, budget());
  return {
    matches: (text) => matchesWhole(regex, text, budget()),
    find: (text) => findAll(regex, text, budget()).next().done !== true,
  };
}
