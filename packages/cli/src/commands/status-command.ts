import { type Command, Option } from 'commander';
import { newCommand } from './new-command.ts';

/** The options of `portico status`, as commander names them. */
export interface StatusOptions {
  readonly endpointUrl?: string;
  readonly region?: string;
  readonly json?: true;
}

/** `portico status`: what a running server has, and what its callers do not see yet. */
export function statusCommand(): Command {
  return newCommand('status', 'show what a running server has: APIs, stages, endpoints, and what is not deployed yet')
    .addOption(new Option('--endpoint-url <url>', 'the server (default http://127.0.0.1:4566, or PORTICO_PORT)'))
    .addOption(new Option('--region <name>', 'AWS region (default AWS_REGION, or us-east-1)'))
    .addOption(new Option('--json', 'print the status as JSON'))
    .addHelpText(
      'after',
      `
Credentials come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; without them, test and test.

Exit codes: 0 the server answered, 1 it refused, 2 no server answers.

Examples:
  portico status
  portico status --json | jq '.apis[].stages[] | select(.changedSinceDeployment != [])'`,
    )
    .action(async (options: StatusOptions) => {
      const { runStatus } = await import('../status/run-status.ts');
      await runStatus(options, process.env);
    });
}
