import { describe, expect, test } from 'bun:test';
import { packArtifact } from './artifact.ts';
import { ModelFormatError } from './model.ts';
import { type ModelCard, packModel, unpackModel } from './model-artifact.ts';
import { writeOnnx } from './onnx/write-onnx.ts';
import { randomModel } from './testing/random-model.ts';

const model = randomModel({
  seed: 1,
  comparators: ['concat'],
  mlpUnits: [2],
  mlpActivation: 'relu',
  outputLayer: 'softmax',
});
const card: ModelCard = {
  ...{ formatVersion: 1, name: 'x', description: 'y', split: '', protocol: '', solver: 'adam', seeds: [1], seconds: 1 },
  data: { source: 'made up', licence: 'none', users: 1, items: 1, ratings: 1 },
  hyperparameters: {},
  errors: { train: { count: 1, mse: 4, rmse: 2, mae: 2 } },
};
const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe('unpackModel', () => {
  test('gives the model and the card back', () => {
    expect(unpackModel(packModel(model, card))).toEqual({ model, card });
  });

  test('does without a card', () => {
    expect(unpackModel(packArtifact(new Map([['model.onnx', writeOnnx(model)]]))).card).toBeUndefined();
  });

  test.each<[string, ReadonlyMap<string, Uint8Array>, RegExp]>([
    ['no model', new Map([['weights.params', text('x')]]), /holds no model.onnx, but weights.params/],
    ['an empty archive', new Map(), /not a gzipped tar archive/],
    [
      'a card that is not JSON',
      new Map([
        ['model.onnx', writeOnnx(model)],
        ['card.json', text('{')],
      ]),
      /card.json is not JSON/,
    ],
    [
      'a card of a megabyte',
      new Map([
        ['model.onnx', writeOnnx(model)],
        ['card.json', text(`"${'x'.repeat(1 << 20)}"`)],
      ]),
      /longer than 1048576/,
    ],
  ])('refuses %s', (_, files, reason) => {
    expect(() => unpackModel(packArtifact(files))).toThrow(reason);
    expect(() => unpackModel(packArtifact(files))).toThrow(ModelFormatError);
  });
});
