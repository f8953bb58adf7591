/** Lock files must install everywhere. Exit code 1 if one would not. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Lock, lockProblems } from './lock-problems.ts';

const root = dirname(dirname(import.meta.dir));
let packages = 0;
let problems = 0;
for (const path of ['package-lock.json', 'tools/node24/package-lock.json']) {
  const lock: Lock = JSON.parse(readFileSync(join(root, path), 'utf8'));
  const found = lockProblems(lock);
  for (const problem of found) console.log(`error: ${path}: ${problem}`);
  problems += found.length;
  packages += Object.keys(lock.packages).length;
}
console.log(`${packages} locked packages: ${problems} problems`);
process.exitCode = problems === 0 && packages > 0 ? 0 : 1;
