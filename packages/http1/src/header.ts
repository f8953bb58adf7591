/** One field line: name and value as sent, Latin-1, without the white space around the value. */
export type Header = readonly [name: string, value: string];

/** Compares without regard to case. `lowerCase` is ASCII and in lower case. */
export function isNamed(name: string, lowerCase: string): boolean {
  return name.length === lowerCase.length && (name === lowerCase || name.toLowerCase() === lowerCase);
}

/** Whether a comma-separated list names `lowerCase`, as `Connection` does. */
export function listNames(value: string, lowerCase: string): boolean {
  if (isNamed(value, lowerCase)) return true;
  return value.includes(',') && value.split(',').some((member) => isNamed(member.trim(), lowerCase));
}
