import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPortico } from '../testing/run-portico.ts';
import { startPortico } from '../testing/start-portico.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-start-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const PETS = `openapi: 3.0.1
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      responses: { '200': { description: ok } }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses: { default: { statusCode: '200', responseTemplates: { application/json: '{"pets": []}' } } }
`;

function petsFile(text = PETS): string {
  const file = join(folder, 'pets.yaml');
  writeFileSync(file, text);
  return file;
}

describe('the banner', () => {
  test.skipIf(Bun.which('curl') === null)('its curl line answers predictions', async () => {
    await using portico = await startPortico(['--data-dir', join(folder, 'data')]);
    const [, command = ''] = /^ {2}Try it +(curl .*)$/m.exec(portico.banner) ?? [];
    const curl = Bun.spawnSync(['sh', '-c', `${command} --silent --show-error`]);
    expect(curl.stderr.toString()).toBe('');
    const answer: unknown = JSON.parse(curl.stdout.toString());
    expect(answer).toEqual({ ratings: [expect.any(Number), expect.any(Number), expect.any(Number)] });
  });

  test('says where data is and which credentials count, and ends with one line that it is ready', async () => {
    const env = {
      PORTICO_ACCESS_KEY_ID: 'AKIAMINE',
      PORTICO_SECRET_ACCESS_KEY: 'hush',
      PORTICO_HOME: join(folder, 'home'),
    };
    await using portico = await startPortico(['--no-sample'], { env });
    expect(portico.banner).toContain(`Data        ${join(folder, 'home')}\n`);
    expect(portico.banner).toContain('credentials AKIAMINE / (yours)');
    expect(portico.banner).not.toContain('hush');
    expect(portico.banner).not.toContain('Try it');
    expect(portico.banner).toEndWith(`Ready on ${portico.url}\n`);
    expect((await fetch(`${portico.url}/_portico/health`)).status).toBe(200);
  });

  test('shows where an API of your own answers', async () => {
    await using portico = await startPortico([
      '--no-sample',
      '--data-dir',
      folder,
      '--api',
      petsFile(),
      '--stage',
      'v1',
    ]);
    const [, url = ''] = /^ {2}Your API +(\S+)/m.exec(portico.banner) ?? [];
    expect(await (await fetch(`${url}pets`)).json()).toEqual({ pets: [] });
  });
});

describe.each(['bun', 'launcher'] as const)('started by %s', (by) => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s stops it with exit code 0', async (signal) => {
    await using portico = await startPortico(['--data-dir', folder, '--no-sample'], { by });
    portico.kill(signal);
    expect(await portico.rest()).toBe(
      'Stopping: finishing requests in progress. Press Ctrl+C again to stop at once.\n',
    );
    expect(await portico.exited).toBe(0);
  });
});

describe('refuses to start, in one line and with exit code 2:', () => {
  test.each<[string, () => readonly string[], RegExp]>([
    [
      'a data directory below a file',
      () => ['--data-dir', join(petsFile(), 'x')],
      /^portico: --data-dir: .*Use another --data-dir\.\n$/,
    ],
    ['an address that is not of this machine', () => ['--host', '192.0.2.1'], /^portico: --host: .*\n$/],
    ['a stage name of odd characters', () => ['--stage', 'a b'], /^portico: --stage: .*\n$/],
    ['an API file that is not there', () => ['--api', join(folder, 'none.yaml')], /^portico: --api: .*none\.yaml.*\n$/],
    ['an endpoint that is no URL', () => ['--endpoint', 'a=b'], /^portico: --endpoint: .*\n$/],
  ])('%s', async (_what, args, stderr) => {
    const run = await runPortico([
      'start',
      '--port',
      '0',
      '--data-dir',
      join(folder, 'data'),
      '--no-sample',
      ...args(),
    ]);
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(stderr);
  });
});

test('an API that cannot be served is refused with every finding, and exit code 2', async () => {
  const file = petsFile(
    PETS.replace(
      'type: mock',
      'type: aws_proxy\n        httpMethod: POST\n        uri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations',
    ),
  );
  const run = await runPortico([
    'start',
    '--port',
    '0',
    '--data-dir',
    join(folder, 'data'),
    '--no-sample',
    '--api',
    file,
  ]);
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toContain('does not serve integrations of type AWS_PROXY');
});
