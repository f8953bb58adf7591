import { Argument, type Command, Option } from 'commander';
import { newCommand } from './new-command.ts';

/** The options of `portico render`, as commander names them. */
export interface RenderOptions {
  readonly request?: string;
  readonly response?: string;
  readonly context?: string;
  readonly stageVariables?: string;
  readonly trace?: true;
  readonly watch?: true;
  readonly json?: true;
}

/** `portico render T.vtl`: what a mapping template makes of a request or of a backend's answer. */
export function renderCommand(): Command {
  return newCommand('render', 'render a mapping template over a request or a response')
    .addArgument(new Argument('<file>', 'the template'))
    .addOption(new Option('--request <file>', 'the request, as JSON with the members of a proxy event'))
    .addOption(new Option('--response <file>', "the backend's answer: renders the response phase"))
    .addOption(new Option('--context <file>', 'JSON object that is merged over $context'))
    .addOption(new Option('--stage-variables <file>', 'JSON object of stage variables'))
    .addOption(new Option('--trace', 'show each directive with its values and the branch taken'))
    .addOption(new Option('--watch', 'render again whenever one of the files changes'))
    .addOption(new Option('--json', 'print the result as JSON'))
    .addHelpText(
      'after',
      `
Exit codes: 0 rendered, 1 the template fails, 2 a file cannot be read or used.

Examples:
  portico render request.vtl --request request.json
  portico render response.vtl --response answer.json --trace`,
    )
    .action(async (file: string, options: RenderOptions) => {
      const { runRender } = await import('../render/run-render.ts');
      await runRender(file, options);
    });
}
