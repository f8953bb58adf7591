import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The AWS CLI where it is installed; undefined where it is not. */
export const AWS_CLI: string | undefined = Bun.which('aws') ?? undefined;

/** Whether this CLI has `aws logs tail`, which came with version 2. */
export function hasLogsTail(): boolean {
  return AWS_CLI !== undefined && /aws-cli\/2\./.test(Bun.spawnSync([AWS_CLI, '--version']).stdout.toString());
}

let started: Promise<string> | undefined;

/**
 * A folder with an `aws` that takes a third of the CLI's time: it is the installed CLI, whose interpreter is started once for all of
 * its commands. Where the CLI is no Python program that can be had so, the folder is empty. The tests of the process share it.
 */
export function quickAwsCli(): Promise<string> {
  started ??= startQuickAwsCli();
  return started;
}

async function startQuickAwsCli(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-cli-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const child = spawn('python3', [beside('aws-cli-server.py'), join(folder, 'socket')], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.unref();
  const ready = once(child.stdout, 'data').then(([octets]) => String(octets).trim());
  const interpreter = await Promise.race([
    ready,
    once(child, 'close').then(
      () => '',
      () => '',
    ),
  ]);
  if (interpreter === '') return folder;
  const client = readFileSync(beside('aws-cli-client.py'), 'utf8');
  writeFileSync(join(folder, 'aws'), `#!${interpreter} -SE\n${client}`, { mode: 0o755 });
  return folder;
}

function beside(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the AWS CLI against a server of ours and nothing else: the endpoint on the command line, a home directory of its own,
 * no configuration, dummy keys.
 */
export async function awsCli(
  url: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  const home = mkdtempSync(join(tmpdir(), 'portico-cli-'));
  const output = join(home, 'stdout');
  const errors = join(home, 'stderr');
  const descriptors = [openSync(output, 'w'), openSync(errors, 'w')];
  try {
    const environment = { ...cliEnvironment(home), ...env };
    const child = spawn('aws', ['--endpoint-url', url, ...args], {
      stdio: ['ignore', ...descriptors],
      env: { ...environment, PATH: `${await quickAwsCli()}:${environment['PATH']}` },
    });
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { code, stdout: readFileSync(output, 'utf8'), stderr: readFileSync(errors, 'utf8') };
  } finally {
    for (const descriptor of descriptors) closeSync(descriptor);
    rmSync(home, { recursive: true, force: true });
  }
}

/** Nothing of the user's own account reaches the CLI. */
export function cliEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    // A version manager's shim finds its programs by these.
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('PYENV_'))),
    ...(process.env['PYENV_ROOT'] === undefined && process.env['HOME'] !== undefined
      ? { PYENV_ROOT: join(process.env['HOME'], '.pyenv') }
      : {}),
    HOME: home,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}
