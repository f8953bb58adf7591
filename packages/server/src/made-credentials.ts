import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newAccessKeyId, newSecretAccessKey } from '@portico/control-plane';
import type { Credentials } from './config.ts';

/** Root credentials made by `portico credentials create`. */
export interface MadeCredentials extends Credentials {
  /** ISO 8601. */
  readonly created: string;
}

/** One file for each pair, readable by its owner only: they are made and deleted while a server uses the data directory. */
const FOLDER = 'credentials';
const ACCESS_KEY_ID = /^AKIA[A-Z2-7]{16}$/;

/** Makes a pair and keeps it in a data directory, which is created when it is not there. */
export function makeCredentials(dataDir: string): MadeCredentials {
  const folder = join(dataDir, FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made: MadeCredentials = {
    accessKeyId: newAccessKeyId({ randomBytes }, 'AKIA'),
    secretAccessKey: newSecretAccessKey({ randomBytes }),
    created: new Date().toISOString(),
  };
  writeFileSync(fileOf(dataDir, made.accessKeyId), `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return made;
}

/** Those of a data directory, the oldest first; none when it is not there. Throws for a file that cannot be read. */
export function listCredentials(dataDir: string): readonly MadeCredentials[] {
  return namesIn(dataDir)
    .map((name) => readMade(dataDir, name))
    .sort((a, b) => (a.created < b.created ? -1 : 1));
}

/** True when it was there. */
export function deleteCredentials(dataDir: string, accessKeyId: string): boolean {
  if (!ACCESS_KEY_ID.test(accessKeyId) || !namesIn(dataDir).includes(accessKeyId)) return false;
  rmSync(fileOf(dataDir, accessKeyId));
  return true;
}

/** Looks credentials up while they come and go: the folder is read again when it has changed. */
export function watchedCredentials(dataDir: string): (accessKeyId: string) => Credentials | undefined {
  const folder = join(dataDir, FOLDER);
  let readAt: bigint | undefined;
  let known = new Map<string, Credentials>();
  return (accessKeyId) => {
    if (!ACCESS_KEY_ID.test(accessKeyId)) return undefined;
    const changedAt = statSync(folder, { bigint: true, throwIfNoEntry: false })?.mtimeNs;
    if (changedAt !== readAt) {
      known = new Map(listCredentials(dataDir).map((made) => [made.accessKeyId, made]));
      readAt = changedAt;
    }
    return known.get(accessKeyId);
  };
}

function namesIn(dataDir: string): readonly string[] {
  const folder = join(dataDir, FOLDER);
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((name) => ACCESS_KEY_ID.test(name));
}

function readMade(dataDir: string, name: string): MadeCredentials {
  const file = fileOf(dataDir, name);
  const made: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (isMade(made) && made.accessKeyId === name) return made;
  throw new Error(`${file} holds no credentials: delete it, and make others`);
}

function isMade(value: unknown): value is MadeCredentials {
  if (typeof value !== 'object' || value === null) return false;
  const { accessKeyId, secretAccessKey, created } = value as Readonly<Record<string, unknown>>;
  return typeof accessKeyId === 'string' && typeof secretAccessKey === 'string' && typeof created === 'string';
}

function fileOf(dataDir: string, accessKeyId: string): string {
  return join(dataDir, FOLDER, `${accessKeyId}.json`);
}
