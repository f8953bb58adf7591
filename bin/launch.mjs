/**
 * The launcher: plain JavaScript for the host's Node, without a dependency, because it runs before anything is known to
 * be there. It finds the Bun that npm installed and becomes it, so that signals and exit codes are the server's own.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Exit code for a wrong command line or an environment that Portico cannot run in. */
export const EXIT_USAGE = 2;

/** The repository: the folder that holds package.json, bin/ and packages/. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = 20;
const FORWARDED_SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Bun would otherwise read `.env` and `bunfig.toml` (which can name code to run) from whatever folder the user stands
 * in, and fetch a missing package from the network.
 */
const BUN_FLAGS = ['--no-env-file', '--config=/dev/null', '--no-install'];

/**
 * Replaces this process by `portico` with the given arguments; where the host's Node cannot, waits for it and ends as
 * it ended.
 * @param {readonly string[]} args
 */
export function becomePortico(args) {
  become(bunOrExit(), [...BUN_FLAGS, join(ROOT, 'packages', 'cli', 'src', 'main.ts'), ...args]);
}

/** Ends the process with one line unless the host's Node is new enough. */
export function requireHostNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) {
    fail(
      `needs Node ${OLDEST_NODE} or newer to start, and this is Node ${process.versions.node}. Install a newer Node.js.`,
    );
  }
}

/** The path of Bun's binary; ends the process with one line if there is none. */
export function bunOrExit() {
  requireHostNode();
  const found = findBun(createRequire(import.meta.url).resolve);
  if (found.path !== undefined) return found.path;
  if (found.name === undefined) {
    fail(
      `runs on Bun, which has no build for ${process.platform} ${process.arch}. Linux (x64, arm64) and macOS are supported; on Windows use WSL.`,
    );
  }
  fail(`the package ${found.name} is not installed. Run \`npm ci\` in ${ROOT} (or \`npm start\`, which does it).`);
}

/**
 * Bun's npm package for this machine, and its binary. `node_modules/.bin/bun` is not it: without install scripts that
 * is a stub which only prints an error.
 * @param {(request: string) => string} resolve as `require.resolve`
 * @returns {{ name: string | undefined, path: string | undefined }} no name: Bun is not built for this machine;
 *   a name without a path: it is not installed
 */
export function findBun(resolve, machine = thisMachine()) {
  const arch = new Map([
    ['x64', 'x64'],
    ['arm64', 'aarch64'],
  ]).get(machine.arch);
  if (arch === undefined || !['linux', 'darwin'].includes(machine.platform))
    return { name: undefined, path: undefined };
  const name = `@oven/bun-${machine.platform}-${arch}${machine.musl ? '-musl' : ''}`;
  try {
    return { name, path: resolve(`${name}/bin/bun`) };
  } catch {
    return { name, path: undefined };
  }
}

/**
 * Replaces this process where Node can (22.15 and newer); otherwise runs the command, passes signals on, and ends with
 * its exit code, or 128 + signal.
 * @param {string} file
 * @param {readonly string[]} args
 */
export function become(file, args) {
  if (typeof process.execve === 'function') {
    process.execve(file, [file, ...args], definedEnvironment());
  }
  // Before the child exists: a signal in between would end this process alone. Handlers run later, on the event loop.
  for (const signal of FORWARDED_SIGNALS) process.on(signal, () => child.kill(signal));
  const child = spawn(file, args, { stdio: 'inherit' });
  child.on('error', (error) => fail(`cannot start ${file}: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === 'SIGILL') console.error('portico: Bun needs a processor with AVX2, which this one seems to lack.');
    process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
  });
}

/**
 * @param {string} message
 * @returns {never}
 */
export function fail(message) {
  console.error(`portico: ${message}`);
  process.exit(EXIT_USAGE);
}

/** @returns {{ platform: string, arch: string, musl: boolean }} */
function thisMachine() {
  // Only glibc's Node names a glibc version in its report: this is how musl (Alpine) is told apart.
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return {
    platform: process.platform,
    arch: process.arch,
    musl: process.platform === 'linux' && header.glibcVersionRuntime === undefined,
  };
}

/** @returns {Record<string, string>} */
function definedEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
