import { type FSWatcher, watch } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Editors write a file in several steps. */
const QUIET_MILLIS = 40;

/**
 * Waits until one of the files changes, is made anew or goes away. Their folders are watched: editors replace files.
 * @returns those that have changed, as they were given
 */
export function nextChange(files: readonly string[]): Promise<readonly string[]> {
  return new Promise((done, failed) => {
    const names = new Map(files.map((file) => [resolve(file), file]));
    const changed = new Set<string>();
    const watchers: FSWatcher[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;

    function finish(): void {
      for (const watcher of watchers) watcher.close();
      done([...changed]);
    }

    for (const folder of new Set([...names.keys()].map((path) => dirname(path)))) {
      const watcher = watch(folder, (_event, name) => {
        const file = name === null ? undefined : names.get(join(folder, name));
        if (file === undefined) return;
        changed.add(file);
        clearTimeout(timer);
        timer = setTimeout(finish, QUIET_MILLIS);
      });
      watcher.on('error', failed);
      watchers.push(watcher);
    }
  });
}
