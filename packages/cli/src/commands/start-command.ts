import { type Command, InvalidArgumentError, Option } from 'commander';
import { newCommand } from './new-command.ts';

/** The options of `portico start`, as commander names them. */
export interface StartOptions {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly region: string;
  readonly api?: string;
  readonly stage: string;
  readonly model?: string;
  readonly endpoint?: Readonly<Record<string, string>>;
  readonly serviceEndpoint?: Readonly<Record<string, string>>;
  readonly executionLog: 'OFF' | 'ERROR' | 'INFO';
  readonly workers: number;
  readonly sample: boolean;
  readonly strict?: true;
}

/** `portico start`: the server in the foreground, until a signal stops it. */
export function startCommand(): Command {
  return newCommand('start', 'run the server in the foreground')
    .addOption(
      new Option('--port <n>', 'port to listen on; 0 picks a free one')
        .env('PORTICO_PORT')
        .argParser(parsePort)
        .default(4566),
    )
    .addOption(new Option('--host <address>', 'address to listen on').default('127.0.0.1'))
    .addOption(
      new Option('--data-dir <dir>', 'where APIs and endpoints are kept').env('PORTICO_HOME').default('.portico'),
    )
    .addOption(new Option('--region <name>', 'AWS region of what is deployed here').default('us-east-1'))
    .addOption(new Option('--api <file>', 'OpenAPI document (JSON or YAML) to import and deploy'))
    .addOption(new Option('--stage <name>', 'stage of --api').default('test'))
    .addOption(new Option('--model <dir>', 'folder with a model.tar.gz to serve as endpoint movie-ratings'))
    .addOption(
      new Option('--endpoint <name=url>', 'a model behind HTTP, as endpoint NAME (repeatable)').argParser(
        named('ratings=http://127.0.0.1:8080'),
      ),
    )
    .addOption(
      new Option(
        '--service-endpoint <service=url>',
        'where integrations find an AWS service that is not Portico itself (repeatable)',
      ).argParser(named('dynamodb=http://127.0.0.1:8000')),
    )
    .addOption(
      new Option('--execution-log <level>', 'what stages without a logging level write')
        .choices(['OFF', 'ERROR', 'INFO'])
        .default('ERROR'),
    )
    .addOption(
      new Option('--workers <n>', 'processes that serve deployed APIs on the port')
        .env('PORTICO_WORKERS')
        .argParser(parseWorkers)
        .default(1),
    )
    .addOption(new Option('--no-sample', 'leave out the sample API and its model'))
    .addOption(new Option('--strict', 'refuse --api for warnings too'))
    .addHelpText(
      'after',
      `
The root credentials are test / test while --host is of this machine alone; those of portico credentials; or PORTICO_ACCESS_KEY_ID
and PORTICO_SECRET_ACCESS_KEY.

Examples:
  portico start
  portico start --port 8080 --data-dir ./data --api petstore.yaml --stage prod`,
    )
    .action(async (options: StartOptions) => {
      const { serve } = await import('../serve/serve.ts');
      await serve(options, process.env);
    });
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 0 to 65535.');
}

function parseWorkers(text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 to 64.');
}

type Named = Readonly<Record<string, string>>;

/** NAME=URL, collected. */
function named(example: string): (text: string, previous: Named | undefined) => Named {
  return (text, previous) => {
    const [, name = '', url = ''] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (name === '') throw new InvalidArgumentError(`Give NAME=URL, such as ${example}.`);
    return Object.fromEntries([...Object.entries(previous ?? {}), [name, url]]);
  };
}
