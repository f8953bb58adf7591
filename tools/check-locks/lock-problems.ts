export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** What package.json and its copy in the lock file both have. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

interface LockedPackage extends Manifest {
  readonly resolved?: string;
}

/**
 * Two ways in which a lock file works here and fails elsewhere: it names where a package was downloaded, or it lacks
 * an optional platform package. `npm install` drops one that it cannot find without a word, and then `npm ci` fails
 * for everyone.
 */
export function lockProblems(lock: Lock): readonly string[] {
  return Object.entries(lock.packages).flatMap(([path, { resolved, optionalDependencies = {} }]) => [
    ...(resolved !== undefined && /^[a-z+]+:/.test(resolved) ? [`${path} is bound to ${resolved}`] : []),
    ...Object.keys(optionalDependencies)
      .filter((name) => !isLocked(lock, path, name))
      .map((name) => `${path} may need ${name}, which is not in the lock file`),
  ]);
}

/** Looks where Node would: in the package's own node_modules, then in those of the folders around it. */
function isLocked(lock: Lock, from: string, name: string): boolean {
  const steps = from === '' ? [] : from.split('/');
  const folders = [...steps.map((_step, index) => `${steps.slice(0, index + 1).join('/')}/`), ''];
  return folders.some((folder) => Object.hasOwn(lock.packages, `${folder}node_modules/${name}`));
}
