import type { Overrides, RenderFailure, RenderResult, TemplateInput, TraceRecorder } from '@portico/testing';
import {
  createTraceRecorder,
  describeFailure,
  overridesNothing,
  parseContextFile,
  parseRequestFile,
  parseStageVariablesFile,
  printTrace,
  TemplateInputError,
  testedTemplate,
} from '@portico/testing';
import { CliError, messageOf } from '../cli-error.ts';
import type { RenderOptions } from '../commands/render-command.ts';
import { ExitCode } from '../exit-code.ts';
import { printError, printLine } from '../terminal/print.ts';
import { readTextFile } from './read-text-file.ts';
import { createFileWatcher } from './watch-files.ts';

/** The output goes to stdout as it is; trace and overrides to stderr, so that a pipe gets the output alone. */
export async function runRender(file: string, options: RenderOptions): Promise<void> {
  if (options.watch !== true) {
    renderOnce(file, options);
    return;
  }
  const inputs = [options.request, options.response, options.context, options.stageVariables];
  const files = [file, ...inputs.filter((name) => name !== undefined)];
  const watcher = createFileWatcher();
  watcher.add(files);
  for (;;) {
    try {
      renderOnce(file, options);
    } catch (thrown) {
      if (!(thrown instanceof CliError)) throw thrown;
      if (thrown.message !== '') printError(thrown.message);
    }
    process.stderr.write(`\nWaiting for changes of ${files.join(', ')}; Ctrl+C ends.\n`);
    await watcher.next();
    process.stderr.write('\n');
  }
}

function renderOnce(file: string, options: RenderOptions): void {
  const source = readTextFile(file);
  const input = readInput(options);
  const trace = options.trace === true ? createTraceRecorder(source) : undefined;
  const result = testedTemplate(source, trace).render(input);
  if (options.json === true) {
    printLine(JSON.stringify({ ...jsonOf(result), ...(trace === undefined ? {} : { trace: trace.entries }) }, null, 2));
    if (!result.rendered) throw new CliError('', ExitCode.failed);
    return;
  }
  if (trace !== undefined) writeTrace(trace);
  if (!result.rendered) throw new CliError(failureText(file, source, result), ExitCode.failed);
  process.stdout.write(result.output);
  if (process.stdout.isTTY && !result.output.endsWith('\n')) process.stdout.write('\n');
  if (!overridesNothing(result.overrides)) writeOverrides(result.overrides);
}

function readInput(options: RenderOptions): TemplateInput {
  const event = options.request === undefined ? {} : readAs(options.request, parseRequestFile);
  const context = options.context === undefined ? event.context : readAs(options.context, parseContextFile);
  const stageVariables =
    options.stageVariables === undefined
      ? event.stageVariables
      : readAs(options.stageVariables, parseStageVariablesFile);
  return {
    ...(event.request === undefined ? {} : { request: event.request }),
    ...(options.response === undefined ? {} : { response: { body: readTextFile(options.response) } }),
    ...(context === undefined ? {} : { context }),
    ...(stageVariables === undefined ? {} : { stageVariables }),
  };
}

function readAs<T>(file: string, parse: (text: string) => T): T {
  try {
    return parse(readTextFile(file));
  } catch (thrown) {
    if (thrown instanceof TemplateInputError) throw new CliError(`${file}: ${messageOf(thrown)}.`, ExitCode.usage);
    throw thrown;
  }
}

function failureText(file: string, source: string, failure: RenderFailure): string {
  return describeFailure(file, source, failure).join('\n');
}

function writeTrace(trace: TraceRecorder): void {
  process.stderr.write(`${printTrace(trace).join('\n')}\n\n`);
}

function writeOverrides(overrides: Overrides): void {
  process.stderr.write(`\n\nOverrides:\n${overrideLines(overrides).join('\n')}\n`);
}

function overrideLines({ request, response }: Overrides): readonly string[] {
  const groups = [
    ['requestOverride.header', request.header],
    ['requestOverride.path', request.path],
    ['requestOverride.querystring', request.querystring],
    ['responseOverride.header', response.header],
  ] as const;
  return [
    ...(response.status === undefined ? [] : [`  responseOverride.status = ${response.status}`]),
    ...groups.flatMap(([group, values]) =>
      [...values].map(([name, value]) => `  ${group}.${name} = ${JSON.stringify(value)}`),
    ),
  ];
}

function jsonOf(result: RenderResult): Record<string, unknown> {
  if (!result.rendered) {
    const { error, cause, message, span } = result;
    return { rendered: false, error: { name: error, cause, message, line: span?.line, column: span?.column } };
  }
  const { request, response } = result.overrides;
  return {
    rendered: true,
    output: result.output,
    requestOverride: {
      header: Object.fromEntries(request.header),
      path: Object.fromEntries(request.path),
      querystring: Object.fromEntries(request.querystring),
    },
    responseOverride: { status: response.status, header: Object.fromEntries(response.header) },
  };
}
