import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { AWS_CLI, awsCli } from './aws-cli.ts';
import type { Portico } from './portico.ts';
import { cleanUp, startPortico, temporaryDirectory } from './portico.ts';
import { RUNTIMES } from './runtimes.ts';

afterAll(cleanUp, 30_000);

const MB = 1024 * 1024;
/** More than the memory that it may take. */
const LARGE_MB = Number(process.env['PORTICO_S3_MB'] ?? 150);
const MAX_GROWTH_MB = 100;

function clientOf({ url }: Portico): S3Client {
  return new S3Client({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
    maxAttempts: 1,
  });
}

describe.each(RUNTIMES.map((runtime) => [runtime] as const))('S3 on %s', (runtime) => {
  let portico: Portico;
  let client: S3Client;
  beforeAll(async () => {
    portico = await startPortico(['--no-sample'], { runtime });
    client = clientOf(portico);
    await client.send(new CreateBucketCommand({ Bucket: 'models' }));
  }, 30_000);
  afterAll(async () => {
    client.destroy();
    await portico.stop();
  }, 30_000);

  test(`an object of ${LARGE_MB} MB goes in and out in constant memory`, async () => {
    const before = peakMemory(portico.pid);
    const size = LARGE_MB * MB;
    const sent = createHash('sha256');
    const Body = Readable.from(randomPieces(size, sent), { objectMode: false });
    await client.send(new PutObjectCommand({ Bucket: 'models', Key: 'large', Body, ContentLength: size }));
    const got = await client.send(new GetObjectCommand({ Bucket: 'models', Key: 'large' }));
    const received = createHash('sha256');
    for await (const piece of got.Body as Readable) received.update(piece as Buffer);
    expect(received.digest('hex')).toBe(sent.digest('hex'));
    const grown = peakMemory(portico.pid) - before;
    console.log(`${runtime}: peak memory grew by ${grown} MB for an object of ${LARGE_MB} MB`);
    expect(grown).toBeLessThan(MAX_GROWTH_MB);
  }, 180_000);

  test('a reader that goes away in the middle harms nobody', async () => {
    await client.send(new PutObjectCommand({ Bucket: 'models', Key: 'middle', Body: Buffer.alloc(20 * MB, 'm') }));
    const got = await client.send(new GetObjectCommand({ Bucket: 'models', Key: 'middle' }));
    for await (const _ of got.Body as Readable) break;
    (got.Body as Readable).destroy();
    const head = await client.send(new HeadObjectCommand({ Bucket: 'models', Key: 'middle' }));
    expect(head.ContentLength).toBe(20 * MB);
    expect(portico.output()).not.toContain('failed');
  }, 30_000);

  test('an upload that breaks off leaves nothing', async () => {
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: 'models', Key: 'b' }));
    const upload = request(url, { method: 'PUT', headers: { 'Content-Length': 40 * MB } });
    upload.on('error', () => {});
    upload.write(Buffer.alloc(5 * MB));
    const temporary = join(portico.dataDir, 's3', 'tmp');
    await until(() => readdirSync(temporary).length === 1);
    upload.destroy();
    await until(() => readdirSync(temporary).length === 0);
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: 'models', Prefix: 'b' }));
    expect(Contents).toBeUndefined();
    expect(portico.output()).not.toContain('failed');
  }, 30_000);

  test('answers carry the marker of Portico', async () => {
    const response = await fetch(`${portico.url}/models/x?X-Amz-Credential=a%2Fb%2Fc%2Fs3%2Faws4_request`);
    expect(response.headers.get('x-portico')).toBeTruthy();
    expect(response.headers.get('content-type')).toBe('application/xml');
  });
});

test('objects outlive a server that is killed while it takes one in', async () => {
  const dataDir = temporaryDirectory();
  const first = await startPortico(['--no-sample'], { dataDir });
  const client = clientOf(first);
  await client.send(new CreateBucketCommand({ Bucket: 'kept' }));
  for (let i = 0; i < 20; i++) {
    await client.send(new PutObjectCommand({ Bucket: 'kept', Key: `k${i}`, Body: `content ${i}` }));
  }
  async function* slow(): AsyncGenerator<Buffer> {
    for (let i = 0; i < 50; i++) {
      yield Buffer.alloc(MB);
      await Bun.sleep(20);
    }
  }
  const Body = Readable.from(slow(), { objectMode: false });
  const lost = client
    .send(new PutObjectCommand({ Bucket: 'kept', Key: 'k0', Body, ContentLength: 50 * MB }))
    .catch(() => 'lost');
  await Bun.sleep(300);
  const ended = new Promise((resolve) => first.child.once('exit', resolve));
  process.kill(first.pid, 'SIGKILL');
  await ended;
  expect(await lost).toBe('lost');
  client.destroy();

  const second = await startPortico(['--no-sample'], { dataDir });
  const again = clientOf(second);
  for (let i = 0; i < 20; i++) {
    const got = await again.send(new GetObjectCommand({ Bucket: 'kept', Key: `k${i}` }));
    expect(await got.Body?.transformToString()).toBe(`content ${i}`);
  }
  expect(readdirSync(join(dataDir, 's3', 'tmp'))).toEqual([]);
  again.destroy();
  await second.stop();
}, 60_000);

describe.skipIf(AWS_CLI === undefined)('with the AWS CLI', () => {
  let portico: Portico;
  let folder: string;
  const s3 = (...args: readonly string[]) => awsCli(portico.url, args);
  beforeAll(async () => {
    portico = await startPortico(['--no-sample']);
    folder = temporaryDirectory();
    expect((await s3('s3', 'mb', 's3://cli')).stdout).toContain('make_bucket: cli');
  }, 60_000);

  test('cp, ls and presign with curl', async () => {
    writeFileSync(join(folder, 'a.txt'), 'hello from the CLI');
    expect((await s3('s3', 'cp', join(folder, 'a.txt'), 's3://cli/dir/a b.txt')).code).toBe(0);
    expect((await s3('s3', 'ls', 's3://cli/dir/')).stdout).toMatch(/^[\d-]+ [\d:]+ +18 a b\.txt\n$/);
    expect((await s3('s3', 'cp', 's3://cli/dir/a b.txt', '-')).stdout).toBe('hello from the CLI');
    const url = (await s3('s3', 'presign', 's3://cli/dir/a b.txt')).stdout.trim();
    expect(await (await fetch(url)).text()).toBe('hello from the CLI');
    const changed = await fetch(url.replace('a%20b', 'other'));
    expect(changed.status).toBe(403);
    const missing = await s3('s3', 'cp', 's3://cli/none', '-');
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('(404)')]);
  }, 120_000);

  test('a file of 20 MB goes up and down in parts, and is copied', async () => {
    const content = Buffer.alloc(20 * MB, 'portico');
    writeFileSync(join(folder, 'large'), content);
    expect((await s3('s3', 'cp', '--quiet', join(folder, 'large'), 's3://cli/large')).code).toBe(0);
    const head = await s3(
      's3api',
      'head-object',
      '--bucket',
      'cli',
      '--key',
      'large',
      '--query',
      'ETag',
      '--output',
      'text',
    );
    expect(head.stdout).toMatch(/^"[0-9a-f]{32}-3"\n$/);
    expect((await s3('s3', 'cp', '--quiet', 's3://cli/large', 's3://cli/copy')).code).toBe(0);
    expect((await s3('s3', 'cp', '--quiet', 's3://cli/copy', join(folder, 'back'))).code).toBe(0);
    expect(readFileSync(join(folder, 'back')).equals(content)).toBe(true);
  }, 120_000);

  test('sync uploads what is new, and downloads it', async () => {
    const source = join(folder, 'source');
    mkdirSync(join(source, 'sub'), { recursive: true });
    // S3 tells times in whole seconds: a file of this very second would count as newer than its upload.
    const written = new Date(Date.now() - 60_000);
    for (const name of ['one', 'two & three', 'sub/four']) {
      writeFileSync(join(source, name), name);
      utimesSync(join(source, name), written, written);
    }
    const first = await s3('s3', 'sync', source, 's3://cli/synced');
    expect(first.stdout.match(/upload: /g)?.length).toBe(3);
    expect((await s3('s3', 'sync', source, 's3://cli/synced')).stdout).toBe('');
    const target = join(folder, 'target');
    expect((await s3('s3', 'sync', 's3://cli/synced', target)).code).toBe(0);
    expect(readFileSync(join(target, 'sub', 'four'), 'utf8')).toBe('sub/four');
    expect(existsSync(join(target, 'two & three'))).toBe(true);
    expect((await s3('s3', 'rm', '--recursive', 's3://cli/synced')).stdout.match(/delete: /g)?.length).toBe(3);
  }, 120_000);

  test('an operation that is not served is refused by its name, and logged', async () => {
    const refused = await s3(
      's3api',
      'put-bucket-versioning',
      '--bucket',
      'cli',
      '--versioning-configuration',
      'Status=Enabled',
    );
    expect(refused.stderr).toContain('(NotImplemented) when calling the PutBucketVersioning operation');
    await portico.printed('S3: no such operation: PUT /cli?versioning');
  }, 30_000);
});

async function until(condition: () => boolean): Promise<void> {
  for (let wait = 0; wait < 100 && !condition(); wait++) await Bun.sleep(50);
  expect(condition()).toBe(true);
}

/** Of a process, in MB. */
function peakMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024);
}

async function* randomPieces(size: number, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  const pieces = Array.from({ length: 7 }, (_, i) => createHash('sha512').update(String(i)).digest());
  let left = size;
  for (let i = 0; left > 0; i++) {
    const piece = Buffer.alloc(Math.min(left, MB), pieces[i % pieces.length]);
    hash.update(piece);
    left -= piece.length;
    yield piece;
  }
}
