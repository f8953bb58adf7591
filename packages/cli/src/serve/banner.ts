import { formatDiagnostic, type RunningServer } from '@portico/server';
import { printLine, printWarning, styled } from '../terminal/print.ts';

/** How to use the server that has just started, in path form because every client can reach it; the last line says that it is ready. */
export function printBanner({ url, dataDir, config, apiFile }: RunningServer): void {
  const rows: (readonly [label: string, text: string])[] = [];
  if (config.sample) {
    rows.push(['Try it', `curl "${url}/restapis/ratings/test/_user_request_/predicted-ratings/321?items=101,131,162"`]);
  }
  if (apiFile !== undefined) {
    rows.push([
      'Your API',
      `${url}/restapis/${apiFile.restApiId}/${config.apiStage}/_user_request_/  (${config.apiFile})`,
    ]);
  }
  rows.push(
    ['AWS clients', `--endpoint-url ${url}  region ${config.region}  credentials ${describeCredentials(config)}`],
    ['Data', dataDir],
    ...(config.workers === 1 ? [] : [['Workers', `${config.workers} processes`] as const]),
    ['Stop', 'Ctrl+C, or SIGTERM: requests in progress are answered first'],
  );
  for (const warning of apiFile?.warnings ?? []) printWarning(formatDiagnostic(config.apiFile ?? '', warning));
  printLine(styled('bold', 'Portico'));
  for (const [label, text] of rows) printLine(`  ${styled('dim', label.padEnd(11))} ${text}`);
  printLine(`${styled('green', 'Ready')} on ${url}`);
}

/** The default pair is public; of a pair of the user's own only the id is shown. */
function describeCredentials({ credentials }: RunningServer['config']): string {
  const isDefault = credentials.accessKeyId === 'test' && credentials.secretAccessKey === 'test';
  return isDefault ? 'test / test' : `${credentials.accessKeyId} / (yours)`;
}
