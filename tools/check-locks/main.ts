/** Lock files must install everywhere. Exit code 1 if one would not. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Glob } from 'bun';
import { type Lock, lockProblems, type Manifest } from './lock-problems.ts';
import { manifestProblems } from './manifest-problems.ts';

const root = dirname(dirname(import.meta.dir));
let packages = 0;
let problems = 0;
for (const folder of ['.', 'tools/node24']) {
  const lock: Lock = readJson(join(folder, 'package-lock.json'));
  const manifests = readManifests(folder);
  const found = [...manifestProblems(lock, manifests), ...lockProblems(lock)];
  for (const problem of found) console.log(`error: ${join(folder, 'package-lock.json')}: ${problem}`);
  problems += found.length;
  packages += Object.keys(lock.packages).length;
}
console.log(`${packages} locked packages: ${problems} problems`);
process.exitCode = problems === 0 && packages > 0 ? 0 : 1;

/** The folder's own package.json and those of its workspaces. */
function readManifests(folder: string): ReadonlyMap<string, Manifest> {
  const manifest: Manifest & { workspaces?: readonly string[] } = readJson(join(folder, 'package.json'));
  const workspaces = (manifest.workspaces ?? []).flatMap((pattern) =>
    Array.from(new Glob(`${pattern}/package.json`).scanSync({ cwd: join(root, folder) }), dirname),
  );
  return new Map([
    ['', manifest],
    ...workspaces.map((path) => [path, readJson<Manifest>(join(folder, path, 'package.json'))] as const),
  ]);
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
