import { fileURLToPath } from 'node:url';

export interface PorticoRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Runs `portico` with these arguments to its end, with no other variables of ours than those given, in a folder. */
export async function runPortico(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  folder?: string,
): Promise<PorticoRun> {
  const child = Bun.spawn([process.execPath, MAIN, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    ...(folder === undefined ? {} : { cwd: folder }),
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { exitCode, stdout, stderr };
}
