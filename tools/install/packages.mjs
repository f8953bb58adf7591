/**
 * Installs what is missing from node_modules, by comparing what the lock file asks for with what npm recorded as
 * installed. Nothing is remembered beside that, so it is right after `npm ci`, `npm install` and `git pull` alike.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../bin/launch.mjs';

/**
 * @typedef {{ name?: string, version?: string, integrity?: string, link?: boolean, resolved?: string, dev?: boolean, devOptional?: boolean, optional?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/**
 * Brings the packages of a folder up to date; does nothing, quickly, when they are.
 * @param {string} folder holds package.json and package-lock.json
 * @param {{ development: boolean, what: string }} options `development: false` leaves development packages out unless
 *   they are there already; `what` names the packages in messages
 */
export function installPackages(folder, { development, what }) {
  const wanted = readLock(join(folder, 'package-lock.json'));
  if (wanted === undefined)
    fail(`${join(folder, 'package-lock.json')} is missing or not JSON: is this a complete clone?`);
  const installed = readLock(join(folder, 'node_modules', '.package-lock.json'));
  const withDevelopment = development || hasDevelopmentPackages(installed);
  const missing = missingPackages(wanted, installed, withDevelopment);
  if (missing.length === 0) return;

  console.error(`Installing ${what} (${missing.length} missing; this happens once) ...`);
  const startedAt = performance.now();
  const status = npmCi(folder, withDevelopment);
  if (status !== 0) {
    fail(
      `npm ci failed with exit code ${status}; its message is above. Check the network or the npm registry setting, then try again.`,
    );
  }
  console.error(`Installed in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}

/**
 * Names of the packages that the lock file asks for and that are not installed in that version. Optional packages
 * count only by version: most of them are for other platforms, and npm leaves those out.
 * @param {Lock} wanted
 * @param {Lock | undefined} installed
 * @param {boolean} development
 * @returns {string[]}
 */
export function missingPackages(wanted, installed, development) {
  return Object.entries(wanted.packages).flatMap(([path, entry]) => {
    if (path === '' || (entry.dev === true && !development)) return [];
    const found = installed?.packages[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true ? [] : [path];
    const same = found.version === entry.version && found.integrity === entry.integrity && found.link === entry.link;
    return same ? [] : [path];
  });
}

/** @param {Lock | undefined} installed */
function hasDevelopmentPackages(installed) {
  return installed !== undefined && Object.values(installed.packages).some((entry) => entry.dev === true);
}

/**
 * @param {string} path
 * @returns {Lock | undefined}
 */
function readLock(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} folder
 * @param {boolean} development
 */
function npmCi(folder, development) {
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(development ? [] : ['--omit=dev'])];
  // The npm that runs this script, so that a second one on PATH cannot differ from it.
  const npm = process.env['npm_execpath'];
  const [file, ...before] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const { status, error } = spawnSync(file, [...before, ...args], { cwd: folder, stdio: ['ignore', 2, 2] });
  if (error !== undefined) fail(`cannot run npm: ${error.message}`);
  return status ?? 1;
}
