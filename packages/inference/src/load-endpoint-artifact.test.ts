import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelCard } from '@portico/object2vec';
import { packModel } from '@portico/object2vec';
import { EndpointArtifactError, loadEndpointArtifact } from './load-endpoint-artifact.ts';
import { DOT_PRODUCT } from './testing/small-model.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'portico-artifact-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

test.each([['model.tar.gz'], ['.']])('the model and its card are read from %s', (path) => {
  const card = { name: 'dot product' } as unknown as ModelCard;
  writeFileSync(join(directory, 'model.tar.gz'), packModel(DOT_PRODUCT, card));
  const artifact = loadEndpointArtifact(join(directory, path));
  expect(artifact).toEqual({ file: join(directory, 'model.tar.gz'), model: DOT_PRODUCT, card });
});

test('a file that is missing or no artifact is named', () => {
  expect(() => loadEndpointArtifact(directory)).toThrow(EndpointArtifactError);
  const file = join(directory, 'model.tar.gz');
  writeFileSync(file, 'x');
  expect(() => loadEndpointArtifact(file)).toThrow(`${file}: not a gzipped artifact`);
});
