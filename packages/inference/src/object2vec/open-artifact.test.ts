import { describe, expect, test } from 'bun:test';
import type { ModelCard } from '@portico/object2vec';
import { packArtifact, packModel } from '@portico/object2vec';
import { Payload } from '@portico/values';
import { DOT_PRODUCT } from '../testing/small-model.ts';
import { ArtifactFormatError, object2vecFromArtifact } from './open-artifact.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function refusal(bytes: Uint8Array): readonly [code: string, message: string] {
  try {
    object2vecFromArtifact(bytes);
  } catch (thrown) {
    if (thrown instanceof ArtifactFormatError) return [thrown.code, thrown.message];
    throw thrown;
  }
  throw new Error('was served');
}

test('an artifact with a model is served', async () => {
  const body = Payload.fromText('{"instances":[{"in0":[1],"in1":[1]}]}');
  const reply = await object2vecFromArtifact(packModel(DOT_PRODUCT, {} as ModelCard)).invoke({
    body,
    contentType: 'application/json',
  });
  expect('failure' in reply ? reply.failure : reply.status).toBe(200);
});

describe('what cannot be served is named', () => {
  test.each([
    ['model_algo-1', [], 'model_algo-1 (MXNet parameters)'],
    ['m-0010.params', [], 'm-0010.params (MXNet parameters)'],
    ['weights', [0x12, 1, 0, 0, 0, 0, 0, 0, 0], 'weights (MXNet parameters)'],
    ['m-symbol.json', [], 'm-symbol.json (an MXNet graph)'],
    ['model.pth', [], 'model.pth (a PyTorch model)'],
    ['1/saved_model.pb', [], '1/saved_model.pb (a TensorFlow model)'],
    ['xgboost-model', [], 'xgboost-model (an XGBoost model)'],
    ['other.onnx', [], 'other.onnx (an ONNX graph)'],
    ['readme', [], 'readme'],
  ])('%s %p', (path, content, found) => {
    const [code, message] = refusal(packArtifact(new Map([[path, new Uint8Array(content)]])));
    expect(code).toBe('OTHER_FORMAT');
    expect(message).toStartWith(`the artifact holds ${found}. Portico's Object2Vec reads model.onnx`);
  });

  test('a graph that is none', () => {
    const [code, message] = refusal(packArtifact(new Map([['model.onnx', text('x')]])));
    expect([code, message.startsWith('model.onnx cannot be served: ')]).toEqual(['OTHER_FORMAT', true]);
  });

  test.each([['not gzipped', text('hello')]])('%s', (_name, bytes) => {
    expect(refusal(bytes)).toEqual(['NOT_AN_ARCHIVE', 'not a gzipped artifact']);
  });
});
