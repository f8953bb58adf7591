/** A line of a data file that cannot be used: which, and why. */
export class DataFormatError extends Error {
  override readonly name = 'DataFormatError';
  /** From 1. */
  readonly line: number;
  readonly reason: string;

  constructor(line: number, reason: string, options?: ErrorOptions) {
    super(`line ${line}: ${reason}`, options);
    this.line = line;
    this.reason = reason;
  }
}

/** Takes a file's text in pieces of any size. */
export interface TextParser<Result> {
  /** @throws DataFormatError at the first line that cannot be used. */
  push(text: string): void;
  /** @throws DataFormatError for the last line, or when there is nothing in the file. */
  finish(): Result;
}

/** A line longer than this many characters is an error, so that a file without line ends is not read into memory. */
const LongestLine = 65_536;

/** Gives whole lines, without their ends (\n or \r\n) and without a byte order mark. Lines of white space are left out. */
export function lineParser<Result>(
  parseLine: (line: string, number: number) => void,
  finish: () => Result,
): TextParser<Result> {
  let rest = '';
  let number = 0;

  function take(line: string): void {
    number += 1;
    if (line.length > LongestLine) throw new DataFormatError(number, `longer than ${LongestLine} characters`);
    const text = number === 1 && line.startsWith('\uFEFF') ? line.slice(1) : line;
    if (text.trim() !== '') parseLine(text.endsWith('\r') ? text.slice(0, -1) : text, number);
  }

  return {
    push(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
      if (rest.length > LongestLine) take(rest);
    },
    finish() {
      if (rest !== '') take(rest);
      rest = '';
      return finish();
    },
  };
}

/** A token id: a decimal integer that a vocabulary can hold. */
export function parseId(what: string, value: unknown, line: number, largest: number): number {
  const id = typeof value === 'number' ? value : /^\d{1,9}$/.test(String(value)) ? Number(value) : Number.NaN;
  if (Number.isInteger(id) && id >= 0 && id <= largest) return id;
  throw new DataFormatError(line, `${what} is ${shown(value)}, not an integer from 0 to ${largest}`);
}

/** A value as it is put into a message: short, and in one line. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
