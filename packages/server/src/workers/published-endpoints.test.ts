import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Container } from '@portico/inference';
import { createEndpointRegistry, httpContainer, object2vecFromArtifact } from '@portico/inference';
import { createMemoryStore } from '@portico/store';
import { applyChange } from './apply-change.ts';
import type { EndpointChange } from './messages.ts';
import { publishedEndpoints } from './published-endpoints.ts';

const ARTIFACT = readFileSync(fileURLToPath(new URL('../../sample/movie-ratings/model.tar.gz', import.meta.url)));
const WHERE = { accountId: '000000000000', region: 'us-east-1', name: 'e' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-workers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The main process's registry, and one worker's that hears of it. */
function connected() {
  const directory = join(folder, 'workers');
  const changes: EndpointChange[] = [];
  const theirs = createEndpointRegistry();
  const nobody = { check: () => [], refresh() {}, refreshAll() {} };
  const replica = { store: createMemoryStore(), deployments: nobody, endpoints: theirs, identity: { forget() {} } };
  const ours = publishedEndpoints(
    createEndpointRegistry(),
    {
      publish(change) {
        changes.push(change);
        applyChange(replica, JSON.parse(JSON.stringify(change)));
      },
      settled: async () => {},
    },
    directory,
  );
  const artifact = (): Container => {
    const container = object2vecFromArtifact(ARTIFACT);
    ours.made(container, { artifact: ARTIFACT });
    return container;
  };
  const files = (): readonly string[] => readdirSync(directory);
  const containersThere = () => theirs.get('000000000000', 'us-east-1', 'e')?.variants.map((each) => each.container);
  return { ours, theirs, changes, artifact, files, containersThere };
}

test('a worker serves its own copy of a model, as long as the endpoint is in service', async () => {
  const { ours, theirs, artifact, files, containersThere } = connected();
  const container = artifact();
  ours.put({ ...WHERE, variants: [{ variantName: 'v', weight: 2, container }] });
  expect(theirs.get('000000000000', 'us-east-1', 'e')).toMatchObject({
    ...WHERE,
    variants: [{ variantName: 'v', weight: 2 }],
  });
  const [copy] = containersThere() ?? [];
  expect(copy).not.toBe(container);
  expect(files()).toHaveLength(1);
  expect(ours.delete('000000000000', 'us-east-1', 'e')).toBe(true);
  expect(containersThere()).toBeUndefined();
  await Bun.sleep(0);
  expect(files()).toEqual([]);
});

test('a model that stays is not loaded again', () => {
  const { ours, artifact, containersThere } = connected();
  const [one, other] = [artifact(), httpContainer({ url: new URL('http://127.0.0.1:1/') })];
  ours.made(other, { url: new URL('http://127.0.0.1:1/') });
  ours.put({ ...WHERE, variants: [{ variantName: 'v', weight: 1, container: one }] });
  const [before] = containersThere() ?? [];
  ours.put({
    ...WHERE,
    variants: [
      { variantName: 'w', weight: 3, container: other },
      { variantName: 'v', weight: 2, container: one },
    ],
  });
  expect(containersThere()?.[1]).toBe(before as Container);
  expect(containersThere()).toHaveLength(2);
});

test('a worker that comes later is told all that is in service', () => {
  const { ours, artifact, changes } = connected();
  ours.put({ ...WHERE, variants: [{ variantName: 'v', weight: 1, container: artifact() }] });
  ours.put({ ...WHERE, name: 'f', variants: [{ variantName: 'v', weight: 1, container: artifact() }] });
  ours.put({ ...WHERE, variants: [{ variantName: 'v', weight: 9, container: artifact() }] });
  ours.delete('000000000000', 'us-east-1', 'f');
  expect([...ours.changes()]).toEqual(changes.slice(2, 3));
});

test('a container that nobody has told of cannot be served', () => {
  const { ours } = connected();
  const container: Container = { invoke: () => ({ failure: 'NO_RESPONSE' }) };
  expect(() => ours.put({ ...WHERE, variants: [{ variantName: 'v', weight: 1, container }] })).toThrow('not told');
});

test('what an earlier server left is removed', () => {
  const directory = join(folder, 'workers');
  mkdirSync(directory);
  writeFileSync(join(directory, 'left.tar.gz'), '');
  publishedEndpoints(createEndpointRegistry(), { publish() {}, settled: async () => {} }, directory);
  expect(readdirSync(folder)).toEqual([]);
});
