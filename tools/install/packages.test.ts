import { afterEach, beforeEach, expect, test } from 'bun:test';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../bin/launch.mjs';
import { missingPackages } from './packages.mjs';

const LOCK = {
  packages: {
    '': { name: 'root' },
    'node_modules/bun': { version: '1.4.5', integrity: 'sha512-a' },
    'node_modules/@oven/bun-linux-x64': { version: '1.4.5', integrity: 'sha512-b', optional: true },
    'node_modules/@portico/vtl': { resolved: 'packages/vtl', link: true },
    'node_modules/knip': { version: '6.0.0', integrity: 'sha512-c', dev: true },
  },
};
const { 'node_modules/knip': _knip, ...PRODUCTION } = LOCK.packages;
const INSTALLED_PRODUCTION = { packages: PRODUCTION };

test.each([
  ['nothing installed', undefined, false, ['node_modules/bun', 'node_modules/@portico/vtl']],
  ['production parts, asked for them', INSTALLED_PRODUCTION, false, []],
  ['production parts, asked for everything', INSTALLED_PRODUCTION, true, ['node_modules/knip']],
  ['everything', LOCK, true, []],
  [
    'another version',
    { packages: { ...LOCK.packages, 'node_modules/bun': { version: '1.4.4', integrity: 'sha512-z' } } },
    true,
    ['node_modules/bun'],
  ],
  [
    'another version of a platform package',
    {
      packages: {
        ...LOCK.packages,
        'node_modules/@oven/bun-linux-x64': { version: '1.4.4', integrity: 'sha512-z', optional: true },
      },
    },
    true,
    ['node_modules/@oven/bun-linux-x64'],
  ],
])('%s', (_what, installed, development, missing) => {
  expect(missingPackages(LOCK, installed, development)).toEqual(missing);
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-install-'));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(LOCK));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Calls installPackages in a process of its own, with an npm that notes its arguments and exits with `status`. */
function install(development: boolean, status = 0): { exitCode: number; npm: string | undefined; stderr: string } {
  const npm = join(folder, 'npm.js');
  const calls = join(folder, 'calls');
  writeFileSync(
    npm,
    `require('fs').appendFileSync(${JSON.stringify(calls)}, process.argv.slice(2).join(' ')); process.exit(${status})`,
  );
  const script = `(await import(${JSON.stringify(join(ROOT, 'tools', 'install', 'packages.mjs'))})).installPackages(${JSON.stringify(folder)}, { development: ${development}, what: 'things' })`;
  const child = Bun.spawnSync(['node', '--input-type=module', '-e', script], {
    env: { ...process.env, npm_execpath: npm },
  });
  return {
    exitCode: child.exitCode,
    npm: existsSync(calls) ? readFileSync(calls, 'utf8') : undefined,
    stderr: child.stderr.toString(),
  };
}

function installed(lock: object): void {
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify(lock));
}

test('a fresh clone gets production parts only, and is told so', () => {
  const { exitCode, npm, stderr } = install(false);
  expect({ exitCode, npm }).toEqual({ exitCode: 0, npm: 'ci --no-audit --no-fund --loglevel=error --omit=dev' });
  expect(stderr).toMatch(/^Installing things \(2 missing; this happens once\) \.\.\.\nInstalled in [\d.]+ s\.\n$/);
});

test('what is there is left alone, silently', () => {
  installed(LOCK);
  expect(install(false)).toEqual({ exitCode: 0, npm: undefined, stderr: '' });
  expect(install(true)).toEqual({ exitCode: 0, npm: undefined, stderr: '' });
});

test('development parts are added when asked for', () => {
  installed(INSTALLED_PRODUCTION);
  expect(install(true).npm).toBe('ci --no-audit --no-fund --loglevel=error');
});

test('an update of production parts keeps development parts that are there', () => {
  installed({ packages: { ...LOCK.packages, 'node_modules/bun': { version: '1.4.4' } } });
  expect(install(false).npm).toBe('ci --no-audit --no-fund --loglevel=error');
});

test('a failed npm is one line and exit code 2', () => {
  const { exitCode, stderr } = install(false, 7);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('portico: npm ci failed with exit code 7');
});

test('a lock file that is not JSON is one line and exit code 2', () => {
  writeFileSync(join(folder, 'package-lock.json'), '{');
  const { exitCode, stderr } = install(false);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('package-lock.json is missing or not JSON');
});

test("the project's own lock file holds no dev-only package in production", () => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const production = missingPackages(lock, undefined, false);
  expect(production).toContain('node_modules/bun');
  expect(production).not.toContain('node_modules/typescript');
});
