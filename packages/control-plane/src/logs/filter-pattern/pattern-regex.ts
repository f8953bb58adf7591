import { compileJavaPattern, PatternLimitError } from '@portico/values';
import { invalidParameter } from '../logs-error.ts';
import { invalidPattern } from './invalid-pattern.ts';

/** Work for one event: a fraction of a second. */
const MAX_STEPS = 500_000;

/** What CloudWatch Logs takes: no groups, no look-around, no references. */
const SYNTAX = /^(?:[\w\s#=@/;,:{}[\]?*+.^$|&!~`'"<>-]|\\.)*$/;

/** A test for messages in which a part matches. Throws InvalidParameterException, also when a match would take too long. */
export function patternRegex(source: string): (text: string) => boolean {
  if (!SYNTAX.test(source)) throw invalidPattern(`Invalid character(s) in regular expression '${source}'`);
  try {
    const pattern = compileJavaPattern(source);
    return (text) => {
      try {
        return pattern.find(text, { steps: MAX_STEPS });
      } catch (error) {
        if (!(error instanceof PatternLimitError)) throw error;
        throw invalidParameter('The regular expression takes too many steps for one of the events.');
      }
    };
  } catch (cause) {
    throw invalidPattern(`Invalid regular expression '${source}'${cause instanceof Error ? `: ${cause.message}` : ''}`);
  }
}
