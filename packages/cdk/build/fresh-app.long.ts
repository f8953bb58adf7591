import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MINIMAL_APP, node24, outputOf, PACKAGE, packPackage } from '../test/packed.ts';
import { readApi } from './api-page.ts';

/** What `cdk init app --language typescript` asks for, and the other ways to run TypeScript. */
const PACKAGES = [
  'aws-cdk-lib@2.276.0',
  'constructs@10.8.1',
  'ts-node@10.9.2',
  'tsx@4.23.15',
  'typescript@5.9.3',
  'typescript-7@npm:typescript@7.0.2',
  '@types/node@24.10.1',
];
const SOURCE = `import { ApiGatewayToSageMakerEndpoint, type ApiGatewayToSageMakerEndpointProps } from '${PACKAGE}';
import { App, Stack } from 'aws-cdk-lib';

export type Props = ApiGatewayToSageMakerEndpointProps;
${MINIMAL_APP}`;

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, '../test/templates/minimal.json'), 'utf8'));
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portico-cdk-app-'));
  const { tarball } = await packPackage(folder);
  for (const type of ['module', 'commonjs']) {
    mkdirSync(join(folder, type));
    writeFileSync(join(folder, type, 'package.json'), JSON.stringify({ name: 'app', private: true, type }));
    writeFileSync(join(folder, type, 'app.ts'), SOURCE);
    writeFileSync(
      join(folder, type, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          module: 'nodenext',
          strict: true,
          skipLibCheck: false,
          noEmit: true,
          types: ['node'],
        },
        files: ['app.ts'],
      }),
    );
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'apps', private: true }));
  await outputOf(
    ['npm', 'install', tarball, ...PACKAGES, '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'],
    folder,
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['module', 'typescript'],
  ['module', 'typescript-7'],
  ['commonjs', 'typescript-7'],
])('an app of type %s is type-checked by %s, libraries too', async (type, typescript) => {
  const tsc = join(folder, 'node_modules', typescript, 'bin', 'tsc');
  const files = await outputOf(['node', tsc, '-p', join(folder, type), '--listFiles'], folder);
  expect(files).toContain(type === 'module' ? '@portico/cdk/props.d.ts' : '@portico/cdk/props.d.cts');
});

test.each<[string, string, readonly string[]]>([
  ['tsx', 'module', ['node', 'node_modules/tsx/dist/cli.mjs']],
  ['tsx', 'commonjs', ['node', 'node_modules/tsx/dist/cli.mjs']],
  ['ts-node', 'commonjs', ['node', 'node_modules/ts-node/dist/bin.js']],
  ['Node 24', 'module', [node24() ?? 'node']],
])('%s runs an app of type %s', async (_name, type, command) => {
  expect(JSON.parse(await outputOf([...command, `${type}/app.ts`], folder))).toEqual(recorded);
});

test('every example of the doc comments compiles', async () => {
  const examples = readApi().flatMap(({ kind, name, example, members }, index) =>
    kind === 'class'
      ? [example, ...members.map((member) => member.example)].map(
          (code = '') =>
            `export function example${index}(this: Construct, api: ${name}): void {\n${code}\nvoid api;\n}`,
        )
      : members.map(
          (member) =>
            `export function ${member.name}${index}(this: Construct): Partial<${name}> {\nreturn {\n${member.example}\n};\n}`,
        ),
  );
  const source = `import * as portico from '${PACKAGE}';
import { Duration } from 'aws-cdk-lib';
import { JsonSchemaType } from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
const { ApiGatewayToSageMakerEndpoint } = portico;
type ApiGatewayToSageMakerEndpoint = portico.ApiGatewayToSageMakerEndpoint;
${readApi()
  .filter(({ kind }) => kind === 'interface')
  .map(({ name }) => `type ${name} = portico.${name};`)
  .join('\n')}
void [Duration, JsonSchemaType, iam, logs, ApiGatewayToSageMakerEndpoint];
${examples.map((code, index) => code.replace(/^export function (\w+)/, `export function $1_${index}`)).join('\n')}
`;
  writeFileSync(join(folder, 'module', 'examples.ts'), source);
  const tsc = join(folder, 'node_modules', 'typescript-7', 'bin', 'tsc');
  await outputOf(
    [
      'node',
      tsc,
      '--strict',
      '--noEmit',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--types',
      'node',
      'module/examples.ts',
    ],
    folder,
  );
  expect(examples.length).toBeGreaterThan(25);
});
