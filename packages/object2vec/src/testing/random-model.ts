import type { Activation, Comparator, DenseLayer, Object2VecModel, OutputLayer } from '../model.ts';
import { comparedLength } from '../model.ts';
import { seededRandom } from '../random.ts';

export interface RandomModelOptions {
  readonly seed: number;
  readonly comparators: readonly Comparator[];
  readonly mlpUnits: readonly number[];
  readonly mlpActivation: Activation;
  readonly outputLayer: OutputLayer;
  readonly vocabSizes?: readonly [number, number];
  readonly maxSeqLens?: readonly [number, number];
  readonly tokenEmbeddingDims?: readonly [number, number];
  readonly embeddingLength?: number;
}

/** A network with random parameters, for tests. */
export function randomModel(options: RandomModelOptions): Object2VecModel {
  const random = seededRandom(options.seed);
  const numbers = (length: number): Float32Array => Float32Array.from({ length }, () => 0.5 * random.normal());
  const layer = (inputs: number, units: number): DenseLayer => ({
    weights: numbers(inputs * units),
    bias: numbers(units),
  });
  const { comparators, mlpActivation, outputLayer, embeddingLength = 5 } = options;
  const encoder = (side: 0 | 1) => {
    const vocabSize = (options.vocabSizes ?? [7, 9])[side];
    const tokenEmbeddingDim = (options.tokenEmbeddingDims ?? [3, 4])[side];
    return {
      vocabSize,
      maxSeqLen: (options.maxSeqLens ?? [4, 3])[side],
      tokenEmbeddingDim,
      tokenEmbedding: numbers(vocabSize * tokenEmbeddingDim),
      projection: numbers(tokenEmbeddingDim * embeddingLength),
    };
  };
  let inputs = comparedLength({ comparators, embeddingLength });
  const mlp = options.mlpUnits.map((units) => {
    const made = layer(inputs, units);
    inputs = units;
    return made;
  });
  const outputs = outputLayer === 'softmax' ? 3 : 1;
  return {
    encoders: [encoder(0), encoder(1)],
    embeddingLength,
    comparators,
    mlp,
    mlpActivation,
    output: layer(inputs, outputs),
    outputLayer,
    outputs,
  };
}
