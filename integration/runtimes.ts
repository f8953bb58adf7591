import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The programs that the server runs on: Bun, as users start it, and Node 24 where it is installed beside. */
export type Runtime = 'Bun' | 'Node 24';

const NODE_24 = fileURLToPath(
  new URL(`../tools/node24/node_modules/node-${process.platform}-${process.arch}/bin/node`, import.meta.url),
);

export const RUNTIMES: readonly Runtime[] = existsSync(NODE_24) ? ['Bun', 'Node 24'] : ['Bun'];

/** The command that begins a server on a runtime. */
export function commandOf(runtime: Runtime): readonly [string, ...string[]] {
  return runtime === 'Bun'
    ? ['node', fileURLToPath(new URL('../bin/portico.mjs', import.meta.url))]
    : [NODE_24, fileURLToPath(new URL('../packages/cli/src/main.ts', import.meta.url))];
}
