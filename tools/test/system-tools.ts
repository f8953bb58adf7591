import { spawnSync } from 'node:child_process';

/** A program that tests need and that npm does not provide. */
interface SystemTool {
  readonly command: string;
  /** The Debian package that holds it. */
  readonly debianPackage: string;
  /** The tests that skip themselves without it. */
  readonly blocks: string;
}

const SYSTEM_TOOLS: readonly SystemTool[] = [
  { command: 'curl', debianPackage: 'curl', blocks: 'the first prediction, by the command that the banner prints' },
  { command: 'unshare', debianPackage: 'util-linux', blocks: 'start without a network' },
  { command: 'ip', debianPackage: 'iproute2', blocks: 'start without a network' },
];

/**
 * Installs the missing tools where this is Debian and we are root.
 * @returns those that are still missing
 */
export function installSystemTools(): readonly SystemTool[] {
  const missing = SYSTEM_TOOLS.filter(isMissing);
  if (missing.length === 0) return [];
  const packages = [...new Set(missing.map(({ debianPackage }) => debianPackage))];
  if (process.getuid?.() === 0 && Bun.which('apt-get') !== null) {
    console.error(`Installing what tests need, by apt: ${packages.join(', ')} ...`);
    if (!aptInstall(packages)) {
      aptGet(['update']);
      aptInstall(packages);
    }
  }
  return missing.filter(isMissing);
}

function isMissing({ command }: SystemTool): boolean {
  return Bun.which(command) === null;
}

function aptInstall(packages: readonly string[]): boolean {
  return aptGet(['install', '--yes', '--no-install-recommends', ...packages]);
}

function aptGet(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', ['-q', ...args], { stdio: ['ignore', 2, 2], env }).status === 0;
}
