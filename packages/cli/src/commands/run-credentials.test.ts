import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPortico } from '../testing/run-portico.ts';
import { startPortico } from '../testing/start-portico.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'portico-credentials-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** Each of them starts a few processes. */
const SLOW = 60_000;

const credentials = (...args: string[]) => runPortico(['credentials', ...args, '--data-dir', dataDir]);

test(
  'are made, listed without their secret, and deleted',
  async () => {
    const created = await credentials('create');
    const [, id = '', secret = ''] =
      /^export AWS_ACCESS_KEY_ID=(AKIA[A-Z2-7]{16})\nexport AWS_SECRET_ACCESS_KEY=(\S{40})$/m.exec(created.stdout) ??
      [];
    expect([created.exitCode, created.stderr, secret.length]).toEqual([0, '', 40]);
    const listed = await credentials('list');
    expect(listed.stdout).toMatch(new RegExp(`^${id}  \\d{4}-\\d\\d-\\d\\dT`));
    expect(listed.stdout).not.toContain(secret);
    expect((await credentials('delete', id)).stdout).toBe(`Deleted ${id}.\n`);
    expect(JSON.parse((await credentials('list', '--json')).stdout)).toEqual([]);
  },
  SLOW,
);

test.each<[what: string, args: string[], stderr: RegExp]>([
  ['deleting without an id', ['delete'], /^portico: name the access key id to delete\.\n$/],
  [
    'deleting what is not there',
    ['delete', 'AKIAIOSFODNN7EXAMPLE'],
    /^portico: .* has no credentials AKIAIOSFODNN7EXAMPLE\.\n$/,
  ],
  ['an id where none is wanted', ['create', 'AKIAIOSFODNN7EXAMPLE'], /^portico: create takes no access key id\.\n$/],
  ['another action', ['forget'], /^portico: .*'forget' is invalid.*create, list, delete.*\n$/],
])(
  '%s is refused in one line',
  async (_what, args, stderr) => {
    const run = await credentials(...args);
    expect([run.exitCode, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toMatch(stderr);
  },
  SLOW,
);

test(
  'an address that others can reach needs them',
  async () => {
    const start = ['start', '--host', '0.0.0.0', '--port', '0', '--no-sample', '--data-dir', dataDir];
    const refused =
      'portico: --host: expected a loopback address, or credentials of your own, got 0.0.0.0. Make some with: portico credentials create, or leave --host out.\n';
    expect(await runPortico(start)).toEqual({ exitCode: 2, stdout: '', stderr: refused });
    const test = { PORTICO_ACCESS_KEY_ID: 'test', PORTICO_SECRET_ACCESS_KEY: 'test' };
    expect((await runPortico(start, test)).stderr).toBe(refused);
    await credentials('create');
    await using portico = await startPortico(['--host', '0.0.0.0', '--no-sample', '--data-dir', dataDir]);
    expect(portico.banner).toMatch(/credentials AKIA[A-Z2-7]{16} \/ \(yours\)/);
  },
  SLOW,
);
