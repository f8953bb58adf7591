import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../../../../bin/portico.mjs', import.meta.url));
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface RunningPortico extends AsyncDisposable {
  /** Of the banner's last line. */
  readonly url: string;
  /** Everything on stdout until the server was ready. */
  readonly banner: string;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly exited: Promise<number>;
  /** The rest of stdout, once the process has ended. */
  readonly rest: () => Promise<string>;
}

/**
 * Starts `portico start` on a free port and waits until it is ready; ends it when disposed of.
 * @param by `launcher` starts it as users do, through the host's Node
 */
export async function startPortico(
  args: readonly string[],
  { by = 'bun', env = {} }: { by?: 'bun' | 'launcher'; env?: Readonly<Record<string, string>> } = {},
): Promise<RunningPortico> {
  const command = by === 'bun' ? [process.execPath, MAIN] : ['node', LAUNCHER];
  const child = Bun.spawn([...command, 'start', '--port', '0', ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'inherit',
  });
  const reader = child.stdout.getReader();
  const decoder = new TextDecoder();
  let banner = '';
  while (!/^Ready .*\n/m.test(banner)) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`portico ended before it was ready, with exit code ${await child.exited}`);
    banner += decoder.decode(value, { stream: true });
  }
  return {
    url: /^Ready on (\S+)$/m.exec(banner)?.[1] ?? '',
    banner,
    kill: (signal) => child.kill(signal),
    exited: child.exited,
    async rest() {
      let text = '';
      for (let part = await reader.read(); !part.done; part = await reader.read()) text += decoder.decode(part.value);
      return text;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await child.exited;
    },
  };
}
