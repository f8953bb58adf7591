import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '../install/packages.mjs';
import { readReport } from './bun-suite.ts';
import type { TestCounts } from './junit.ts';
import { run } from './run.ts';

const NODE_MAJOR = 24;

/** Packages that users import as libraries, or that must give the same answers in a browser or an AWS CDK app. */
const LIBRARY_PACKAGES = ['values', 'vtl', 'jsonpath', 'mapping', 'http1', 'cdk/src'];

/** The test files of library packages: those that must pass on Node too. */
export function libraryTestFiles(files: readonly string[]): readonly string[] {
  return files.filter((file) => LIBRARY_PACKAGES.some((name) => file.startsWith(`packages/${name}/`)));
}

/**
 * Node 24's binary: the one that npm provides (Linux), or else the host's own if it is new enough.
 * Installs tools/node24, which also holds what bun:test files need there.
 */
export function installNode24(root: string): string | undefined {
  const folder = join(root, 'tools', 'node24');
  installPackages(folder, { development: true, what: 'Node 24, on which the library packages are tested too' });
  const binary = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(binary)) return binary;
  const host = Bun.which('node');
  if (host === null) return undefined;
  const version = Bun.spawnSync([host, '--version']).stdout.toString();
  return Number(version.replace(/^v(\d+).*/s, '$1')) >= NODE_MAJOR ? host : undefined;
}

/**
 * Runs test files on Node, through the adapter for `bun:test`.
 * @param report where the JUnit report is written
 */
export async function runNodeTests(
  node: string,
  root: string,
  files: readonly string[],
  report: string,
): Promise<TestCounts> {
  rmSync(report, { force: true });
  const exitCode = await run(
    [
      node,
      `--import=${join(root, 'tools', 'node24', 'register.mjs')}`,
      '--test',
      '--test-isolation=none',
      '--test-reporter=junit',
      `--test-reporter-destination=${report}`,
      `--test-reporter=${join(root, 'tools', 'node24', 'failures-reporter.mjs')}`,
      '--test-reporter-destination=stdout',
      ...files,
    ],
    root,
  );
  const counts = await readReport(report);
  return { ...counts, failed: counts.failed === 0 && exitCode !== 0 ? 1 : counts.failed };
}
