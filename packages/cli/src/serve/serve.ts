import { ConfigError, type RunningServer, startServer } from '@portico/server';
import { CliError } from '../cli-error.ts';
import type { StartOptions } from '../commands/start-command.ts';
import { ExitCode } from '../exit-code.ts';
import { printLine } from '../terminal/print.ts';
import { printBanner } from './banner.ts';
import { awaitStopSignal } from './stop-signal.ts';

/**
 * Starts the server, says how to use it, and returns when a signal has stopped it and requests in progress are done.
 * @throws CliError with exit code 2 when the server cannot start as asked
 */
export async function serve(options: StartOptions, env: Readonly<NodeJS.ProcessEnv>): Promise<void> {
  const stopSignal = awaitStopSignal();
  const server = await startOrExplain(options, env);
  printBanner(server);
  await stopSignal;
  printLine('Stopping: finishing requests in progress. Press Ctrl+C again to stop at once.');
  await server.close();
}

async function startOrExplain(options: StartOptions, env: Readonly<NodeJS.ProcessEnv>): Promise<RunningServer> {
  const accessKeyId = env['PORTICO_ACCESS_KEY_ID'];
  const secretAccessKey = env['PORTICO_SECRET_ACCESS_KEY'];
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    throw new CliError('set both PORTICO_ACCESS_KEY_ID and PORTICO_SECRET_ACCESS_KEY, or neither.', ExitCode.usage);
  }
  try {
    return await startServer({
      port: options.port,
      host: options.host,
      dataDir: options.dataDir,
      region: options.region,
      sample: options.sample,
      strict: options.strict === true,
      workers: options.workers,
      executionLog: options.executionLog,
      apiStage: options.stage,
      ...(options.api === undefined ? {} : { apiFile: options.api }),
      ...(options.model === undefined ? {} : { modelDir: options.model }),
      ...(options.endpoint === undefined ? {} : { endpoints: options.endpoint }),
      ...(options.serviceEndpoint === undefined ? {} : { serviceEndpoints: options.serviceEndpoint }),
      ...(accessKeyId === undefined || secretAccessKey === undefined
        ? {}
        : { credentials: { accessKeyId, secretAccessKey } }),
    });
  } catch (thrown) {
    if (thrown instanceof ConfigError) throw new CliError(thrown.message, ExitCode.usage);
    throw thrown;
  }
}
