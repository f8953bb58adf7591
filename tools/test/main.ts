/**
 * `npm test`: every test file on Bun, and those of the library packages on Node 24 too. The last line is `N passed, N failed[, N skipped]`,
 * counted from the runners' reports; the exit code is 0 only if tests ran and none failed. Arguments select test files by a part of their path.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runBunTests } from './bun-suite.ts';
import { addCounts, type TestCounts } from './junit.ts';
import { installNode24, libraryTestFiles, runNodeTests } from './node-suite.ts';
import { installSystemTools } from './system-tools.ts';
import { testFiles } from './test-files.ts';

const NOTHING: TestCounts = { passed: 0, failed: 0, skipped: 0, files: new Set() };

const root = dirname(dirname(import.meta.dir));
const patterns = process.argv.slice(2);
const isContinuousIntegration = process.env['CI'] === 'true';
const reportFolder = mkdtempSync(join(tmpdir(), 'portico-test-'));
try {
  process.exitCode = await main();
} finally {
  rmSync(reportFolder, { recursive: true, force: true });
}

async function main(): Promise<number> {
  const files = testFiles(root).filter((file) => patterns.length === 0 || patterns.some((part) => file.includes(part)));
  if (files.length === 0) {
    console.error(`No test file${patterns.length === 0 ? '' : ` whose path contains ${patterns.join(' or ')}`}.`);
    return 1;
  }
  const blocked = reportMissingTools();
  // Before the tests on Bun, which try the launcher on this Node too.
  const node = installNode24(root);
  // At the same time: much of a test is waiting. More would disturb the tests that measure.
  const others = files.filter((file) => !isIntegration(file));
  const counts = await Promise.all([
    testOnBun('Bun, integration', files.filter(isIntegration)),
    testOnBun('Bun', others),
    testOnNode('Node 24', node, libraryTestFiles(others)),
  ]);

  const total = addCounts([blocked, ...counts]);
  const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`;
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.passed > 0 && total.failed === 0 ? 0 : 1;
}

/** Tests that need a missing tool skip themselves and are counted there; under CI the missing tool itself is a failure. */
function reportMissingTools(): TestCounts {
  const missing = installSystemTools();
  for (const { probe, debianPackage, blocks } of missing) {
    console.error(`Missing: ${probe[0]} (Debian package ${debianPackage}). Skipped without it: ${blocks}.`);
  }
  return isContinuousIntegration ? { ...NOTHING, failed: missing.length } : NOTHING;
}

/** Tests with a started server. */
function isIntegration(file: string): boolean {
  return file.startsWith('integration/');
}

async function testOnBun(name: string, files: readonly string[]): Promise<TestCounts> {
  if (files.length === 0) return NOTHING;
  return stage(name, files, () => runBunTests(root, files, reportOf(name)));
}

function reportOf(name: string): string {
  return join(reportFolder, `${name.replaceAll(/\W+/g, '-')}.xml`);
}

async function testOnNode(name: string, node: string | undefined, files: readonly string[]): Promise<TestCounts> {
  if (files.length === 0) return NOTHING;
  if (node !== undefined) return stage(name, files, () => runNodeTests(node, root, files, reportOf(name)));
  console.error(`Missing: Node 24 for ${process.platform} ${process.arch}. Skipped without it: ${files.length} files.`);
  return isContinuousIntegration ? { ...NOTHING, failed: 1 } : { ...NOTHING, skipped: files.length };
}

async function stage(name: string, files: readonly string[], runTests: () => Promise<TestCounts>): Promise<TestCounts> {
  const startedAt = performance.now();
  const counts = await runTests();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const tests = counts.passed + counts.failed + counts.skipped;
  console.log(`${name}: ${tests} tests in ${files.length} files, ${counts.failed} failed, ${seconds} s`);
  return counts;
}
