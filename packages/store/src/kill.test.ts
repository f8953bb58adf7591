import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireDataDirectory } from './data-directory.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';

const KILLS = Number(process.env['PORTICO_KILLS'] ?? 5);

test(
  `${KILLS} kills: nothing that was acknowledged is lost, nothing is half done`,
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'portico-kill-'));
    let acknowledged = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const last = await writeUntilKilled(directory, 5 + Math.random() * 100);
      expect(last).toBeGreaterThan(acknowledged);
      acknowledged = last;

      const lock = acquireDataDirectory(directory);
      const store = openSqliteStore(join(directory, 'portico.db'));
      const count = Number(store.settings.get('count'));
      const models = store.sagemakerModels.listAll().map(({ document }) => document.CreationTime);
      store.close();
      lock.release();
      // The last write may be done and not yet acknowledged.
      expect(count - acknowledged).toBeOneOf([0, 1]);
      expect(models).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    }
    rmSync(directory, { recursive: true });
  },
  KILLS * 5000,
);

/** The last number that the writer acknowledged before it was killed, `millis` after its first. */
async function writeUntilKilled(directory: string, millis: number): Promise<number> {
  const script = new URL('./testing/acknowledging-writer.ts', import.meta.url).pathname;
  const writer = Bun.spawn([process.execPath, script, directory], { stdout: 'pipe', stderr: 'inherit' });
  let printed = '';
  let dying = false;
  for await (const chunk of writer.stdout.pipeThrough(new TextDecoderStream())) {
    printed += chunk;
    if (!dying) setTimeout(() => writer.kill('SIGKILL'), millis);
    dying = true;
  }
  await writer.exited;
  const lines = printed.split('\n').slice(0, -1);
  return Number(lines.at(-1));
}
