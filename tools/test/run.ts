/** Runs a command with our output and without input. Returns its exit code, or 128 + signal. */
export async function run(command: readonly string[], cwd: string, env = process.env): Promise<number> {
  const child = Bun.spawn([...command], { cwd, env, stdin: 'ignore', stdout: 'inherit', stderr: 'inherit' });
  return child.exited;
}
