import { existsSync, type FSWatcher, watch } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Editors write a file in several steps. */
const QUIET_MILLIS = 40;

export interface FileWatcher {
  /** From now on changes of these files count, too. */
  add(files: readonly string[]): void;
  /** Waits for a change, or has one since the last call. Returns the paths, as they were given. */
  next(): Promise<readonly string[]>;
}

/**
 * Watches files for being changed, made anew or taken away. Their folders are watched, because editors replace files.
 * @param isOfInterest says of another file in those folders, by its name, whether its changes count as well
 */
export function createFileWatcher(isOfInterest: (name: string) => boolean = () => false): FileWatcher {
  const names = new Map<string, string>();
  const folders = new Map<string, FSWatcher>();
  let changed = new Set<string>();
  let notify: (() => void) | undefined;

  function watchFolder(folder: string): void {
    if (folders.has(folder) || !existsSync(folder)) return;
    const watcher = watch(folder, (_event, name) => {
      if (name === null) return;
      const path = join(folder, name);
      const file = names.get(path) ?? (isOfInterest(name) ? path : undefined);
      if (file === undefined) return;
      changed.add(file);
      notify?.();
    });
    // A folder that goes away takes its files along: there is nothing more to hear of them.
    watcher.on('error', () => watcher.close());
    folders.set(folder, watcher);
  }

  return {
    add(files) {
      for (const file of files) {
        const path = resolve(file);
        names.set(path, file);
        watchFolder(dirname(path));
      }
    },
    async next() {
      if (changed.size === 0) {
        await new Promise<void>((wake) => {
          notify = wake;
        });
      }
      await new Promise((done) => setTimeout(done, QUIET_MILLIS));
      const result = [...changed];
      changed = new Set();
      return result;
    },
  };
}
