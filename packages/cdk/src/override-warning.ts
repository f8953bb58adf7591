import { Token } from 'aws-cdk-lib';
import { isPlainObject } from './merge-props.ts';

/** Their values do not compare as data; naming one that the caller gives is reported without a comparison. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  'maxRecordAge',
  'expiration',
  'transitionAfter',
  'destination',
  'timeout',
  'period',
]);

/**
 * Prints one line on stdout for each default that a caller's value replaces with a different one. What the caller
 * adds, and what equals the default, prints nothing. `overrideWarningsEnabled=false` in the environment silences it.
 */
export function warnAboutOverrides(defaults: object, override: object): void {
  if (process.env['overrideWarningsEnabled'] === 'false') return;
  for (const message of overrideMessages(defaults, override, [])) printWarning(message);
}

/** The texts of the lines, in the order of the defaults' members. */
function overrideMessages(defaults: object, override: object, path: readonly string[]): readonly string[] {
  const given = new Map<string, unknown>(Object.entries(override));
  const known = new Map<string, unknown>(Object.entries(defaults));
  const messages: string[] = [];
  for (const name of new Set([...known.keys(), ...given.keys()])) {
    if (NOT_COMPARED.has(name)) messages.push(`Possible override of ${name} value.`);
    else if (known.has(name) && given.has(name)) {
      messages.push(...valueMessages(known.get(name), given.get(name), [...path, name]));
    }
  }
  return messages;
}

function valueMessages(before: unknown, after: unknown, path: readonly string[]): readonly string[] {
  if (Object.is(before, after)) return [];
  if (hasComparableMembers(before) && hasComparableMembers(after)) return overrideMessages(before, after, path);
  const values =
    isReadable(before) && isReadable(after) ? ` Default value: '${before}'. You provided: '${after}'.` : '';
  return [`An override has been provided for the property: ${bracketed(path)}.${values}`];
}

/** Object literals, arrays, and class instances that only hold plain data, such as an access log format. */
function hasComparableMembers(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (isPlainObject(value) || Array.isArray(value)) return true;
  const members = Object.values(value);
  return members.length > 0 && members.every((member) => typeof member !== 'object' && typeof member !== 'function');
}

function isReadable(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !Token.isUnresolved(value);
}

/** `deployOptions[accessLogFormat][x]` */
function bracketed([first, ...rest]: readonly string[]): string {
  return [first, ...rest.map((part) => `[${part}]`)].join('');
}

function printWarning(message: string): void {
  const blackOnYellow = '\u001b[103;30m';
  const boldRed = '\u001b[31;1m';
  const reset = '\u001b[22;49;39m';
  console.log(`${blackOnYellow}WARN${reset}${boldRed} AWS_SOLUTIONS_CONSTRUCTS_WARNING:${reset}  ${message}`);
}
