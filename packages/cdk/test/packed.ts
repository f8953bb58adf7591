import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage } from '../build/build-package.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** What an app imports. */
export const PACKAGE = '@portico/cdk';

/** The recorded template of the minimal example as a user's app: the props, the recommended flags, the ids. */
export const MINIMAL_APP: string = `
const app = new App({ analyticsReporting: false, context: { '@aws-cdk/aws-iam:minimizePolicies': true } });
new ApiGatewayToSageMakerEndpoint(new Stack(app, 'Stack'), 'Api', {
  endpointName: 'my-endpoint',
  resourcePath: '{user_id}',
  requestMappingTemplate: '#set($u = $input.params("user_id")){"instances": [{"in0": [#if($u.matches("[1-9][0-9]{0,8}"))$u#{else}null#end]}]}',
});
console.log(JSON.stringify(app.synth().getStackByName('Stack').template));
`;

export interface Packed {
  /** Folder that was packed. */
  readonly folder: string;
  readonly tarball: string;
  /** Paths in the tarball. */
  readonly files: readonly string[];
}

/** Builds the package and packs it by npm. */
export async function packPackage(folder: string): Promise<Packed> {
  const built = join(folder, 'dist');
  await buildPackage(built);
  const [packed] = JSON.parse(await outputOf(['npm', 'pack', '--json', '--pack-destination', folder], built));
  return {
    folder: built,
    tarball: join(folder, packed.filename),
    files: packed.files.map(({ path }: { path: string }) => path),
  };
}

/** Unpacks into `node_modules` of an app, beside the peers of this repository. */
export async function installBesidePeers({ tarball }: Packed, app: string): Promise<void> {
  const modules = join(app, 'node_modules');
  const target = join(modules, '@portico', 'cdk');
  mkdirSync(target, { recursive: true });
  await outputOf(['tar', '-xzf', tarball, '--strip-components=1', '-C', target], app);
  for (const peer of ['aws-cdk-lib', 'constructs']) symlinkSync(join(root, 'node_modules', peer), join(modules, peer));
}

/** Node 24: what the tests on Node use, or the host's own if it is new enough to run TypeScript. */
export function node24(): string | undefined {
  const installed = join(root, 'tools/node24/node_modules', `node-${process.platform}-${process.arch}`, 'bin/node');
  if (existsSync(installed)) return installed;
  const host = Bun.which('node');
  const version = host === null ? '' : Bun.spawnSync([host, '--version']).stdout.toString();
  return host !== null && Number(version.replace(/^v(\d+).*/s, '$1')) >= 24 ? host : undefined;
}

/** What a command prints on stdout, apps writing to `cdk.out` in the folder; throws with all that it prints when it fails. */
export async function outputOf(command: readonly string[], cwd: string): Promise<string> {
  const child = Bun.spawn([...command], {
    cwd,
    env: { ...process.env, CDK_VALIDATION: 'false', CDK_OUTDIR: 'cdk.out' },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${exitCode}:\n${stderr}${stdout}`);
  return stdout;
}
