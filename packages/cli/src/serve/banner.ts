import { resolve } from 'node:path';
import type { RunningServer } from '@portico/server';
import type { StartOptions } from '../commands/start-command.ts';
import { printLine, styled } from '../terminal/print.ts';

/** How to use the server that has just started; the last line says that it is ready. */
export function printBanner({ url }: RunningServer, options: StartOptions): void {
  const keys = process.env['PORTICO_ACCESS_KEY_ID'] ?? 'test / test';
  const rows: readonly (readonly [string, string])[] = [
    ...(options.sample
      ? [
          [
            'Try it',
            `curl "${url}/restapis/ratings/test/_user_request_/predicted-ratings/321?items=101,131,162"`,
          ] as const,
        ]
      : []),
    ['AWS clients', `--endpoint-url ${url}, region ${options.region}, credentials ${keys}`],
    ['Data', resolve(options.dataDir)],
    ['Stop', 'Ctrl+C'],
  ];
  printLine(styled('bold', 'Portico'));
  for (const [label, text] of rows) printLine(`  ${styled('dim', label.padEnd(12))} ${text}`);
  printLine();
  printLine(`${styled('green', 'Ready')} on ${url}`);
}
