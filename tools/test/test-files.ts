import { Glob } from 'bun';

/** Every test file of the repository, relative to its root, sorted: what a run must have in its report. */
export function testFiles(root: string): readonly string[] {
  const found = new Glob('**/*.{test,spec}.{ts,tsx,mjs,js}').scanSync({ cwd: root });
  return Array.from(found)
    .filter((path) => !/(?:^|\/)(?:node_modules|dist|coverage)\//.test(path))
    .sort();
}
