import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deleteCredentials, listCredentials, makeCredentials, watchedCredentials } from './made-credentials.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'portico-credentials-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test('are made, listed and deleted; only their owner may read them', () => {
  expect(listCredentials(join(dataDir, 'none'))).toEqual([]);
  const made = makeCredentials(dataDir);
  expect(made).toEqual({
    accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
    secretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
    created: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  expect(listCredentials(dataDir)).toEqual([made]);
  expect(statSync(join(dataDir, 'credentials', `${made.accessKeyId}.json`)).mode & 0o777).toBe(0o600);
  expect(deleteCredentials(dataDir, made.accessKeyId)).toBe(true);
  expect(deleteCredentials(dataDir, made.accessKeyId)).toBe(false);
  expect(listCredentials(dataDir)).toEqual([]);
});

test('a server sees at once what is made and deleted', () => {
  const find = watchedCredentials(dataDir);
  expect(find('AKIAIOSFODNN7EXAMPLE')).toBeUndefined();
  const { accessKeyId, secretAccessKey } = makeCredentials(dataDir);
  expect(find(accessKeyId)?.secretAccessKey).toBe(secretAccessKey);
  const other = makeCredentials(dataDir);
  expect(find(other.accessKeyId)?.secretAccessKey).toBe(other.secretAccessKey);
  deleteCredentials(dataDir, accessKeyId);
  expect(find(accessKeyId)).toBeUndefined();
});

test('an access key id is no path', () => {
  writeFileSync(join(dataDir, 'secret.json'), '{}');
  expect(deleteCredentials(dataDir, '../secret')).toBe(false);
  expect(watchedCredentials(dataDir)('../secret')).toBeUndefined();
});

test('a damaged file is named', () => {
  const { accessKeyId } = makeCredentials(dataDir);
  writeFileSync(join(dataDir, 'credentials', `${accessKeyId}.json`), '{}');
  expect(() => listCredentials(dataDir)).toThrow(
    `${accessKeyId}.json holds no credentials: delete it, and make others`,
  );
});
