import { compileJavaPattern, JavaException, type PatternBudget, PatternLimitError } from '@portico/values';
import { JsonPathError } from './json-path-error.ts';

/** The regular expression of `=~`. */
export interface Pattern {
  /** The whole text matches. Takes its steps from `budget`; throws `JsonPathError` when they do not last. */
  matches(text: string, budget: PatternBudget): boolean;
}

/** Java's flags, as they may stand behind the expression. */
export const PATTERN_FLAGS = 'dixmsuU';

/** Throws `JsonPathError` (InvalidPathException) for what java.util.regex does not read. */
export function compilePattern(source: string, flags: string): Pattern {
  const pattern = compile(source, flags);
  return {
    matches(text, budget) {
      try {
        return pattern.matches(text, budget);
      } catch (error) {
        if (error instanceof PatternLimitError)
          throw new JsonPathError('JsonPathException', `/${source}/: ${error.message}`);
        throw error;
      }
    },
  };
}

function compile(source: string, flags: string): ReturnType<typeof compileJavaPattern> {
  try {
    return compileJavaPattern(flags === '' ? source : `(?${flags})${source}`);
  } catch (error) {
    if (error instanceof JavaException)
      throw new JsonPathError('InvalidPathException', `/${source}/: ${error.message}`);
    throw error;
  }
}
