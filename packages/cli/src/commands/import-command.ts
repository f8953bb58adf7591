import { Argument, type Command, Option } from 'commander';
import { newCommand } from './new-command.ts';

/** The options of `portico import`, as commander names them. */
export interface ImportOptions {
  readonly stage?: string;
  readonly restApiId?: string;
  readonly endpointUrl?: string;
  readonly region?: string;
  readonly basepath: 'ignore' | 'prepend' | 'split';
  readonly json?: true;
  readonly strict?: true;
}

/** `portico import FILE`: an OpenAPI document becomes an API on a running server, through its AWS API. */
export function importCommand(): Command {
  return newCommand('import', 'import an OpenAPI document into a running server, and deploy it')
    .addArgument(new Argument('<file>', 'OpenAPI 2.0 or 3.0 document, JSON or YAML'))
    .addOption(new Option('--stage <name>', 'deploy to this stage; without it the API is only stored'))
    .addOption(new Option('--rest-api-id <id>', 'replace the definition of this API instead of making a new one'))
    .addOption(new Option('--endpoint-url <url>', 'the server (default http://127.0.0.1:4566, or PORTICO_PORT)'))
    .addOption(new Option('--region <name>', 'AWS region (default AWS_REGION, or us-east-1)'))
    .addOption(
      new Option('--basepath <how>', "what the document's base path becomes")
        .choices(['ignore', 'prepend', 'split'])
        .default('ignore'),
    )
    .addOption(new Option('--strict', 'refuse the document for warnings too'))
    .addOption(new Option('--json', 'print the result as JSON'))
    .addHelpText(
      'after',
      `
Credentials come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; without them, test and test.

Examples:
  portico import petstore.yaml --stage test
  portico import petstore.yaml --stage test --rest-api-id a1b2c3d4e5 --json`,
    )
    .action(async (file: string, options: ImportOptions) => {
      const { runImport } = await import('./run-import.ts');
      await runImport(file, options, process.env);
    });
}
