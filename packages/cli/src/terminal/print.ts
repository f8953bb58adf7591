import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colours text for stdout; plain where stdout is not a terminal or NO_COLOR is set. */
export function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** Data or a message for the user, on stdout. */
export function printLine(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** One line on stderr, with the program's name. */
export function printError(message: string): void {
  process.stderr.write(`${styleText('red', 'portico:', { stream: process.stderr })} ${message}\n`);
}

export function printWarning(message: string): void {
  process.stderr.write(`${styleText('yellow', 'warning:', { stream: process.stderr })} ${message}\n`);
}

/** Text from elsewhere (a server, a file), without what would steer a terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => (character === '\n' || character === '\t' ? ' ' : ''));
}
