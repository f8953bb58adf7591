import { Argument, type Command, Option } from 'commander';
import { newCommand } from './new-command.ts';

/** The options of `portico lint`, as commander names them. */
export interface LintOptions {
  readonly mediaType: string;
  readonly phase: 'request' | 'response';
  readonly format: 'text' | 'json' | 'sarif';
  readonly maxSeverity: 'note' | 'warning' | 'error';
  readonly fix?: true;
}

/** `portico lint FILE...`: what is wrong with mapping templates, before they are deployed. */
export function lintCommand(): Command {
  return newCommand('lint', 'find mistakes in mapping templates')
    .addArgument(new Argument('<file...>', 'templates (.vtl), OpenAPI documents, cdk.out folders'))
    .addOption(
      new Option('--media-type <type>', 'what .vtl files write; rules about JSON apply to JSON only').default(
        'application/json',
      ),
    )
    .addOption(
      new Option('--phase <phase>', 'whether $input of .vtl files is the request or the response of the backend')
        .choices(['request', 'response'])
        .default('request'),
    )
    .addOption(
      new Option('--format <name>', 'how to print findings').choices(['text', 'json', 'sarif']).default('text'),
    )
    .addOption(
      new Option('--max-severity <level>', 'exit with 1 for findings of this severity and above')
        .choices(['note', 'warning', 'error'])
        .default('error'),
    )
    .addOption(
      new Option('--fix', 'change .vtl files and OpenAPI documents where that leaves what templates render as it is'),
    )
    .addHelpText(
      'after',
      `
A finding is turned off by a comment in the template, with a reason:
  ## portico-lint-disable-next-line RULE: reason

Exit code: 0 nothing of --max-severity or above, 1 findings, 2 the command line or a file is wrong.

Examples:
  portico lint request.vtl
  portico lint api.yaml cdk.out --max-severity warning
  portico lint request.vtl api.yaml --fix
  portico lint api.yaml --format sarif > lint.sarif`,
    )
    .action(async (files: readonly string[], options: LintOptions) => {
      const { runLint } = await import('../lint/run-lint.ts');
      await runLint(files, options);
    });
}
