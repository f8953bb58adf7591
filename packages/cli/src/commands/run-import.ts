import { readFile } from 'node:fs/promises';
import { type Connection, readConnection } from '../api-client/connection.ts';
import { type ImportResult, importApi } from '../api-client/import-api.ts';
import { CliError, codeOf, messageOf } from '../cli-error.ts';
import { ExitCode } from '../exit-code.ts';
import { printable, printLine, printWarning, styled } from '../terminal/print.ts';
import type { ImportOptions } from './import-command.ts';

/** Imports the file and prints where the API answers; warnings go to stderr, so that `--json` stays JSON. */
export async function runImport(file: string, options: ImportOptions, env: Readonly<NodeJS.ProcessEnv>): Promise<void> {
  const connection = readConnection(options, env);
  const result = await importApi(connection, {
    document: await readDocument(file),
    restApiId: options.restApiId,
    stageName: options.stage,
    basepath: options.basepath,
    failOnWarnings: options.strict === true,
  });
  const invokeUrl = options.stage === undefined ? undefined : invokeUrlOf(connection, result.restApiId, options.stage);
  if (options.json === true) {
    const { restApiId, name, deploymentId, warnings } = result;
    printLine(
      JSON.stringify({ restApiId, name, deploymentId, stageName: options.stage, invokeUrl, warnings }, null, 2),
    );
    return;
  }
  for (const warning of result.warnings) printWarning(printable(warning));
  printLine(
    `${styled('green', 'Imported')} ${printable(result.name)} as REST API ${result.restApiId}${warningCount(result)}.`,
  );
  if (invokeUrl === undefined) {
    printLine(`Not deployed yet: portico import ${file} --rest-api-id ${result.restApiId} --stage test`);
  } else {
    printLine(`Deployed to stage ${options.stage}: ${styled('bold', invokeUrl)}`);
  }
}

async function readDocument(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (thrown) {
    const reason = codeOf(thrown) === 'ENOENT' ? 'there is no such file' : messageOf(thrown);
    throw new CliError(`cannot read ${file}: ${reason}.`, ExitCode.usage);
  }
}

/** The path form works with every client; AWS itself has only the host form. */
function invokeUrlOf({ endpointUrl, region }: Connection, restApiId: string, stageName: string): string {
  return new URL(endpointUrl).hostname.endsWith('.amazonaws.com')
    ? `https://${restApiId}.execute-api.${region}.amazonaws.com/${stageName}/`
    : `${endpointUrl}/restapis/${restApiId}/${stageName}/_user_request_/`;
}

function warningCount({ warnings }: ImportResult): string {
  return warnings.length === 0 ? '' : ` with ${warnings.length} warning${warnings.length === 1 ? '' : 's'}`;
}
