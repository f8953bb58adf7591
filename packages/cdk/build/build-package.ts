import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { buildDeclarations } from './build-declarations.ts';

const packageFolder = dirname(import.meta.dirname);
const repository = join(packageFolder, '..', '..');

/** Node releases that the package is compiled for and declares. */
const OLDEST_NODE = 20;

/**
 * Makes the folder that is published: ESM and CommonJS with types for both, our own packages inside, the peers outside.
 * @param folder emptied first
 */
export async function buildPackage(folder: string): Promise<void> {
  const source = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const external = Object.keys(source.peerDependencies).flatMap((name) => [name, `${name}/*`]);
  for (const [format, file] of [
    ['esm', 'index.js'],
    ['cjs', 'index.cjs'],
  ] as const) {
    await build({
      entryPoints: [join(packageFolder, 'src', 'index.ts')],
      outfile: join(folder, file),
      bundle: true,
      platform: 'node',
      target: `node${OLDEST_NODE}`,
      format,
      external,
      logLevel: 'warning',
    });
  }
  for (const { path, text } of buildDeclarations(join(packageFolder, 'src'), 'index.ts')) {
    writeFileSync(join(folder, path), text);
  }
  cpSync(join(packageFolder, 'README.md'), join(folder, 'README.md'));
  for (const name of ['LICENSE', 'NOTICE']) cpSync(join(repository, name), join(folder, name));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(publishedManifest(source), null, 2)}\n`);
}

interface SourceManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

function publishedManifest({ name, version, description, license, peerDependencies }: SourceManifest): object {
  return {
    name,
    version,
    description,
    keywords: ['aws', 'cdk', 'api-gateway', 'sagemaker', 'vtl'],
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: `>=${OLDEST_NODE}` },
    main: './index.cjs',
    types: './index.d.cts',
    exports: {
      '.': {
        import: { types: './index.d.ts', default: './index.js' },
        require: { types: './index.d.cts', default: './index.cjs' },
      },
      './package.json': './package.json',
    },
    peerDependencies,
  };
}
