import { isDeepStrictEqual } from 'node:util';
import type { Lock, Manifest } from './lock-problems.ts';

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

/**
 * Where a lock file is behind a package.json: `npm ci` refuses to install then, for everyone but the one who has the
 * packages already.
 * @param manifests each package.json by its folder, relative to the lock file; the root's is ''
 */
export function manifestProblems(lock: Lock, manifests: ReadonlyMap<string, Manifest>): readonly string[] {
  return [...manifests].flatMap(([folder, manifest]) => {
    const place = folder === '' ? 'package.json' : `${folder}/package.json`;
    const locked: Manifest | undefined = Object.hasOwn(lock.packages, folder) ? lock.packages[folder] : undefined;
    if (locked === undefined) return [`${place} is not in the lock file: run npm install`];
    return KINDS.filter((kind) => !isDeepStrictEqual(manifest[kind] ?? {}, locked[kind] ?? {})).map(
      (kind) => `${kind} of ${place} differ from the lock file: run npm install`,
    );
  });
}
