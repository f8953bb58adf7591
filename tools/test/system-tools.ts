import { spawnSync } from 'node:child_process';

/** A program that tests need and that npm does not provide. */
interface SystemTool {
  /** Succeeds where the tool is there and works. */
  readonly probe: readonly [command: string, ...args: string[]];
  /** The Debian package that holds it. */
  readonly debianPackage: string;
  /** The tests that skip themselves without it. */
  readonly blocks: string;
}

const SYSTEM_TOOLS: readonly SystemTool[] = [
  { probe: ['curl', '--version'], debianPackage: 'curl', blocks: 'the command that the banner shows' },
  { probe: ['aws', '--version'], debianPackage: 'awscli', blocks: 'signatures and errors with the AWS CLI' },
  { probe: ['unshare', '-rn', 'true'], debianPackage: 'util-linux', blocks: 'a start without any network' },
  { probe: ['ip', '-V'], debianPackage: 'iproute2', blocks: 'a start without any network' },
  { probe: ['nginx', '-v'], debianPackage: 'nginx-light', blocks: 'the comparison of HTTP framing with nginx' },
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

function isMissing({ probe: [command, ...args] }: SystemTool): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status !== 0;
}

function aptInstall(packages: readonly string[]): boolean {
  return aptGet(['install', '--yes', '--no-install-recommends', ...packages]);
}

function aptGet(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', ['-q', ...args], { stdio: ['ignore', 2, 2], env }).status === 0;
}
