/** One field line: name and value as sent, Latin-1, without the white space around the value. */
export type Header = readonly [name: string, value: string];

/**
 * Compares without regard to case, and without making a string.
 * @param name without control characters
 * @param lowerCase letters in lower case, digits and hyphens
 */
export function isNamed(name: string, lowerCase: string): boolean {
  if (name.length !== lowerCase.length) return false;
  for (let at = 0; at < name.length; at++) {
    if ((name.charCodeAt(at) | LOWER_CASE_BIT) !== lowerCase.charCodeAt(at)) return false;
  }
  return true;
}

const LOWER_CASE_BIT = 0x20;

/** Whether a comma-separated list names `lowerCase`, as `Connection` does. */
export function listNames(value: string, lowerCase: string): boolean {
  if (isNamed(value, lowerCase)) return true;
  return value.includes(',') && value.split(',').some((member) => isNamed(member.trim(), lowerCase));
}

/** Octets of the header lines, with their line ends. */
export function bytesOfLines(headers: readonly Header[]): number {
  let bytes = 0;
  for (const [name, value] of headers) bytes += name.length + value.length + FIXED_LINE_BYTES;
  return bytes;
}

/** The colon, the space and the line end. */
const FIXED_LINE_BYTES = 4;
