import { posix } from 'node:path';
import { type ImportFact, type PackageFacts, SCOPE, type SourceFile } from './facts.ts';

export type Layers = ReadonlyMap<string, readonly string[]>;

export interface Finding {
  readonly level: 'error' | 'warning';
  /** A file and line, or a package.json. */
  readonly place: string;
  readonly message: string;
}

const LONGEST_FILE_IN_LINES = 500;
const KEBAB_CASE_FILE = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*\.tsx?$/;

/** All findings about all packages, errors first. */
export function checkBoundaries(packages: readonly PackageFacts[], layers: Layers): readonly Finding[] {
  const findings = [
    ...findCycles(layers).map((cycle) => error('the layer table', `has a cycle: ${cycle.join(' -> ')}`)),
    ...packages.flatMap((each) => [...checkManifest(each, layers), ...checkFiles(each)]),
  ];
  return [...findings.filter(({ level }) => level === 'error'), ...findings.filter(({ level }) => level === 'warning')];
}

function checkManifest(facts: PackageFacts, layers: Layers): readonly Finding[] {
  const place = `packages/${facts.folder}/package.json`;
  const allowed = layers.get(facts.folder);
  if (facts.name !== SCOPE + facts.folder) {
    return [error(place, `is named ${facts.name}; its folder says ${SCOPE}${facts.folder}`)];
  }
  if (allowed === undefined) return [error(place, 'is not in the layer table')];

  const below = reachable(facts.folder, layers);
  const imported = new Set(facts.files.flatMap(({ imports }) => imports.map(({ specifier }) => specifier)));
  return [
    ...facts.dependencies
      .filter((name) => !allowed.includes(name))
      .map((name) => error(place, `depends on ${SCOPE}${name}, which the layer table does not allow`)),
    ...facts.devDependencies
      .filter((name) => !below.has(name))
      .map((name) => error(place, `its tests depend on ${SCOPE}${name}, which is not below it`)),
    ...[...facts.dependencies, ...facts.devDependencies]
      .filter((name) => !imported.has(SCOPE + name))
      .map((name) => error(place, `declares ${SCOPE}${name} and never imports it`)),
  ];
}

function checkFiles(facts: PackageFacts): readonly Finding[] {
  return facts.files.flatMap((file) => {
    const place = `packages/${facts.folder}/${file.path}`;
    const findings = file.imports.flatMap((each) => {
      const message = importProblem(facts, file, each);
      return message === undefined ? [] : [error(`${place}:${each.line}`, message)];
    });
    if (!KEBAB_CASE_FILE.test(posix.basename(file.path))) findings.push(error(place, 'is not named in kebab-case'));
    if (file.lines > LONGEST_FILE_IN_LINES) {
      findings.push({ level: 'warning', place, message: `has ${file.lines} lines: is it one thing?` });
    }
    return findings;
  });
}

function importProblem(facts: PackageFacts, file: SourceFile, { specifier }: ImportFact): string | undefined {
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(file.path), specifier);
    if (target.startsWith('..')) return `${specifier} leaves the package: import it by its name`;
    if (target === 'src/index.ts' && !isTest(file)) return "imports its own package's index.ts";
    return undefined;
  }
  if (!specifier.startsWith(SCOPE)) return undefined;
  const [name = '', ...inside] = specifier.slice(SCOPE.length).split('/');
  if (inside.length > 0) return `${specifier} reaches into a package: import ${SCOPE}${name}`;
  const declared = isTest(file) ? [...facts.dependencies, ...facts.devDependencies] : facts.dependencies;
  return declared.includes(name) ? undefined : `${specifier} is not declared in packages/${facts.folder}/package.json`;
}

function isTest(file: SourceFile): boolean {
  return /\.(?:test|bench|long)\.tsx?$/.test(file.path) || file.path.startsWith('test/');
}

/** Everything that a package may use directly or through others. */
function reachable(from: string, layers: Layers): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const name of layers.get(next) ?? []) {
      if (!found.has(name)) open.push(name);
      found.add(name);
    }
  }
  return found;
}

/** Packages that reach themselves, each with the name it starts from. */
function findCycles(layers: Layers): readonly (readonly string[])[] {
  return [...layers.keys()].filter((name) => reachable(name, layers).has(name)).map((name) => [name, '...', name]);
}

function error(place: string, message: string): Finding {
  return { level: 'error', place, message };
}
