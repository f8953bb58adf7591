import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { RestApi } from '@portico/api-model';
import { StoreFileError } from '../store-file-error.ts';
import { MIGRATIONS } from './migrations.ts';
import { openSqliteStore } from './sqlite-store.ts';

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'portico-sqlite-'));
  file = join(directory, 'portico.db');
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

const scope = { accountId: '000000000000', region: 'eu-west-1' };

describe('a SQLite store', () => {
  test('is there again after it was closed, all in one file', () => {
    fill(file, 3);
    expect(readdirSync(directory)).toEqual(['portico.db']);
    const store = openSqliteStore(file);
    expect(store.sagemakerModels.list(scope).map(({ CreationTime }) => CreationTime)).toEqual([0, 1, 2]);
    expect(store.settings.get('filled')).toBe('3');
    store.close();
  });

  test('writes ahead and waits for the disk', () => {
    openSqliteStore(file).close();
    const database = new DatabaseSync(file);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('SELECT version FROM schema_version').all()).toEqual(
      MIGRATIONS.map((_, step) => ({ version: step + 1 })),
    );
    database.close();
  });

  test('takes an empty file, as a first start that was killed leaves it', () => {
    writeFileSync(file, '');
    openSqliteStore(file).close();
    const unmarked = join(directory, 'unmarked.db');
    const database = new DatabaseSync(unmarked);
    database.exec('PRAGMA journal_mode = WAL');
    database.close();
    expect(statSync(unmarked).size).toBeGreaterThan(0);
    openSqliteStore(unmarked).close();
  });

  test('keeps what the first version of the schema held', () => {
    const old = new DatabaseSync(file);
    old.exec(`PRAGMA application_id = 0x50727463; ${MIGRATIONS[0]};
      CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY, applied_at TEXT NOT NULL DEFAULT '') STRICT;
      INSERT INTO schema_version (version) VALUES (1);
      INSERT INTO rest_apis VALUES ('a', '000000000000', 'eu-west-1', '{"id":"a","resources":[{"id":"r","path":"/"},{"id":"s","path":"/s"}],"tags":{"t":"\\u00e4"}}');
      INSERT INTO deployments VALUES ('a', 'd', '{"id":"d","createdDate":1.5,"api":{"id":"a","resources":[]}}');
      INSERT INTO sagemaker_documents VALUES ('model', '000000000000', 'eu-west-1', 'm', '{"ModelName":"m"}')`);
    old.close();
    const store = openSqliteStore(file);
    expect(store.sagemakerModels.get(scope, 'm')?.ModelName).toBe('m');
    const { api } = store.apis.get('a') ?? {};
    expect(api?.resources.map(({ id, path }) => [id, path])).toEqual([
      ['r', '/'],
      ['s', '/s'],
    ]);
    expect(api?.tags).toEqual({ t: 'ä' });
    expect(store.deployments.list('a')).toEqual([{ id: 'd', createdDate: 1.5 }]);
    expect(store.deployments.get('a', 'd')?.api.resources).toEqual([]);
    store.close();
  });

  test('reads resources that it wrote before it was closed', () => {
    const api = JSON.parse(
      '{"id":"a","resources":[{"id":"r","path":"/"},{"id":"s","path":"/s"}],"tags":{}}',
    ) as RestApi;
    const first = openSqliteStore(file);
    first.apis.put(scope, api);
    const [root, child] = first.apis.get('a')?.api.resources ?? [];
    if (root === undefined || child === undefined) throw new Error('a resource is lost');
    first.apis.put(scope, { ...api, resources: [root, { ...child, path: '/changed' }] });
    first.close();
    const second = openSqliteStore(file);
    expect(second.apis.get('a')?.api).toEqual({ ...api, resources: [root, { ...child, path: '/changed' }] });
    second.close();
  });

  test('undoes a migration that fails as a whole', () => {
    const database = new DatabaseSync(file);
    database.exec('PRAGMA application_id = 0x50727463; CREATE TABLE stages (something TEXT)');
    database.close();
    expect(problemOf(() => openSqliteStore(file))).toBe('UNUSABLE');
    const after = new DatabaseSync(file);
    expect(after.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'stages' }]);
    after.close();
  });
});

describe('a file that is refused is left as it is', () => {
  const cases: readonly (readonly [string, string, () => void])[] = [
    ['text', 'DAMAGED', () => writeFileSync(file, 'not a database '.repeat(1000))],
    ['a few bytes', 'DAMAGED', () => writeFileSync(file, 'x')],
    ['a half of the file', 'DAMAGED', () => truncateSync(filled(), Math.floor(statSync(file).size / 2 / 4096) * 4096)],
    ['a torn end', 'DAMAGED', () => truncateSync(filled(), statSync(file).size - 5000)],
    ['an overwritten header', 'DAMAGED', () => overwrite(filled(), 0, 16)],
    ['an overwritten page', 'DAMAGED', () => overwrite(filled(), 4096 * 2, 4096)],
    [
      'a database of another program',
      'FOREIGN',
      () => {
        const database = new DatabaseSync(file);
        database.exec('CREATE TABLE recipes (name TEXT)');
        database.close();
      },
    ],
    [
      'a later version',
      'NEWER',
      () => {
        const database = new DatabaseSync(filled());
        database.exec('INSERT INTO schema_version (version) VALUES (999)');
        database.close();
      },
    ],
  ];
  test.each(cases)('%s: %s', (_what, problem, make) => {
    make();
    const before = snapshot();
    expect(problemOf(() => openSqliteStore(file))).toBe(problem);
    expect(snapshot()).toEqual(before);
  });

  test('also with the log of a killed process beside it', () => {
    const source = join(directory, 'source.db');
    const database = new DatabaseSync(source);
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (x)');
    writeFileSync(`${file}-wal`, readFileSync(`${source}-wal`));
    database.close();
    writeFileSync(file, 'not a database '.repeat(1000));
    const before = [readFileSync(file), readFileSync(`${file}-wal`)];
    expect(problemOf(() => openSqliteStore(file))).toBe('DAMAGED');
    expect([readFileSync(file), readFileSync(`${file}-wal`)]).toEqual(before);
  });

  test('an error names the file and what to do', () => {
    writeFileSync(file, 'x');
    expect(() => openSqliteStore(file)).toThrow(/portico\.db is damaged \(.+\)\. It was left as it is: restore it/);
  });
});

test('a directory that is not there is an unusable file', () => {
  expect(problemOf(() => openSqliteStore(join(directory, 'none', 'portico.db')))).toBe('UNUSABLE');
});

test('another process cannot open it meanwhile', async () => {
  const store = openSqliteStore(file);
  const script = `
    import { MIGRATIONS } from './migrations.ts';
import { openSqliteStore } from ${JSON.stringify(join(import.meta.dir, 'sqlite-store.ts'))};
    try { openSqliteStore(${JSON.stringify(file)}).close(); console.log('opened'); } catch (error) { console.log(error.problem); }
  `;
  const open = async () => {
    const other = Bun.spawn([process.execPath, '-e', script], { stdout: 'pipe', stderr: 'inherit' });
    return (await new Response(other.stdout).text()).trim();
  };
  expect(await open()).toBe('IN_USE');
  store.settings.set('still', 'works');
  store.close();
  expect(await open()).toBe('opened');
});

function fill(path: string, models: number): void {
  const store = openSqliteStore(path);
  store.transaction(() => {
    for (let n = 0; n < models; n++) {
      const document = { ModelName: `m${n}`, PrimaryContainer: { Image: 'x'.repeat(200) }, CreationTime: n };
      store.sagemakerModels.put(scope, `m${n}`, document);
    }
    store.settings.set('filled', String(models));
  });
  store.close();
}

function filled(): string {
  fill(file, 500);
  return file;
}

function overwrite(path: string, at: number, length: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, at, at + length);
  writeFileSync(path, bytes);
}

/** What the database's own file holds; SQLite's scratch files come and go. */
function snapshot(): string {
  return readFileSync(file).toString('base64');
}

function problemOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof StoreFileError) return error.problem;
    throw error;
  }
  return 'accepted';
}
