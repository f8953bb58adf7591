import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Glob } from 'bun';

export interface PackageFacts {
  /** Folder name under packages/. */
  readonly folder: string;
  /** `name` of its package.json. */
  readonly name: string;
  /** Our packages in `dependencies` and in `devDependencies`, without the scope. */
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  readonly files: readonly SourceFile[];
}

export interface SourceFile {
  /** Relative to the package's folder, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly ImportFact[];
}

export interface ImportFact {
  /** What stands in the quotes: `./value.ts`, `@portico/vtl`, `node:fs`. */
  readonly specifier: string;
  readonly line: number;
}

export const SCOPE = '@portico/';

/** Reads every package under `packages/`. */
export function readPackages(root: string): readonly PackageFacts[] {
  const folder = join(root, 'packages');
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'package.json')))
    .sort()
    .map((name) => readPackage(folder, name));
}

/** Every import and re-export, static or dynamic, of types or values, that is written with a literal. */
export function findImports(source: string): readonly ImportFact[] {
  const found = source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*(['"])([^'"\n]+)\1/g);
  return Array.from(found, (match) => ({
    specifier: match[2] ?? '',
    line: source.slice(0, match.index).split('\n').length,
  }));
}

function readPackage(packagesFolder: string, folder: string): PackageFacts {
  const path = join(packagesFolder, folder);
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  return {
    folder,
    name: String(manifest.name),
    dependencies: ours(manifest.dependencies),
    devDependencies: ours(manifest.devDependencies),
    files: Array.from(new Glob('**/*.{ts,tsx}').scanSync({ cwd: path }))
      .filter((file) => !/(?:^|\/)(?:node_modules|dist)\//.test(file))
      .sort()
      .map((file) => readSource(path, file)),
  };
}

function readSource(packagePath: string, path: string): SourceFile {
  const source = readFileSync(join(packagePath, path), 'utf8');
  return { path, lines: source.split('\n').length - 1, imports: findImports(source) };
}

function ours(dependencies: Record<string, string> | undefined): readonly string[] {
  return Object.keys(dependencies ?? {})
    .filter((name) => name.startsWith(SCOPE))
    .map((name) => name.slice(SCOPE.length));
}
