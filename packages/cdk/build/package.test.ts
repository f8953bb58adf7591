import { afterAll, beforeAll, expect, test } from 'bun:test';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import {
  installBesidePeers,
  MINIMAL_APP,
  node24,
  outputOf,
  PACKAGE,
  type Packed,
  packPackage,
} from '../test/packed.ts';

const LONG = { timeout: 60_000 };
const node = node24();
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, '../test/templates/minimal.json'), 'utf8'));

let folder = '';
let app = '';
let packed: Packed;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portico-cdk-'));
  packed = await packPackage(folder);
  app = join(folder, 'app');
  mkdirSync(app);
  await installBesidePeers(packed, app);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the package holds its modules, types, licence and readme, and nothing else', () => {
  const declarations = ['api-gateway-to-sagemaker-endpoint', 'index', 'props'].flatMap((name) => [
    `${name}.d.cts`,
    `${name}.d.ts`,
  ]);
  expect([...packed.files].sort()).toEqual(
    ['LICENSE', 'NOTICE', 'README.md', ...declarations, 'index.cjs', 'index.js', 'package.json'].sort(),
  );
});

test('it needs its peers and Node, and nothing else', () => {
  const manifest = JSON.parse(readFileSync(join(packed.folder, 'package.json'), 'utf8'));
  expect(manifest.peerDependencies).toEqual({ 'aws-cdk-lib': '^2.276.0', constructs: '^10.5.0' });
  expect(manifest.dependencies).toBeUndefined();
  for (const file of packed.files.filter((name) => /\.(?:c?js|d\.c?ts)$/.test(name))) {
    const text = readFileSync(join(packed.folder, file), 'utf8');
    const imported = Array.from(
      text.matchAll(/ from ['"]([^'"]+)['"];?$|\brequire\(['"]([^'"]+)['"]\)/gm),
      ([, ofImport, ofRequire]) => ofImport ?? ofRequire,
    );
    if (file.startsWith('index.')) expect(imported.length).toBeGreaterThan(0);
    expect(
      imported.filter((name = '') => !/^(?:\.\/|aws-cdk-lib$|aws-cdk-lib\/|constructs$|node:)/.test(name)),
    ).toEqual([]);
  }
});

test(
  'publint finds nothing',
  async () => {
    const { messages } = await publint({ pkgDir: packed.folder, strict: true });
    expect(messages).toEqual([]);
  },
  LONG,
);

test(
  'its types are right for every way of importing',
  async () => {
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(packed.tarball))));
    if (analysis.types === false) throw new Error('no types');
    expect(analysis.problems).toEqual([]);
    expect(Object.keys(analysis.entrypoints)).toContain('.');
  },
  LONG,
);

test.skipIf(node === undefined)(
  'Node 24 runs an app in TypeScript with it',
  async () => {
    const source = `import { ApiGatewayToSageMakerEndpoint } from '${PACKAGE}';\nimport { App, Stack } from 'aws-cdk-lib';`;
    writeFileSync(join(app, 'app.mts'), source + MINIMAL_APP);
    expect(JSON.parse(await outputOf([node ?? '', 'app.mts'], app))).toEqual(recorded);
  },
  LONG,
);

test.skipIf(node === undefined)(
  'Node 24 runs an app in CommonJS with it',
  async () => {
    const source = `const { ApiGatewayToSageMakerEndpoint } = require('${PACKAGE}');\nconst { App, Stack } = require('aws-cdk-lib');`;
    writeFileSync(join(app, 'app.cjs'), source + MINIMAL_APP);
    expect(JSON.parse(await outputOf([node ?? '', 'app.cjs'], app))).toEqual(recorded);
  },
  LONG,
);

test.skipIf(node === undefined)(
  'a template that does not parse ends the app with its place',
  async () => {
    const source = readFileSync(join(app, 'app.cjs'), 'utf8').replace('{"instances"', '#if({"instances"');
    writeFileSync(join(app, 'broken.cjs'), source);
    const failure = await outputOf([node ?? '', 'broken.cjs'], app).catch(String);
    expect(failure).toMatch(/requestMappingTemplate:1:\d+: [a-z-]+: .*\n {2}1 \| .*#if\(.*\n {4}\| +\^/);
  },
  LONG,
);

test.skipIf(node === undefined)(
  'examples/cdk-app synthesises the twelve resources',
  async () => {
    copyFileSync(join(import.meta.dirname, '../../../examples/cdk-app/app.ts'), join(app, 'example.mts'));
    await outputOf([node ?? '', 'example.mts'], app);
    const template = JSON.parse(readFileSync(join(app, 'cdk.out/PredictedRatings.template.json'), 'utf8'));
    const types = Object.values<{ Type: string }>(template.Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type !== 'AWS::CDK::Metadata')).toHaveLength(12);
  },
  LONG,
);
