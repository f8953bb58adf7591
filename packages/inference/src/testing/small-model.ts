import type { Object2VecModel } from '@portico/object2vec';

/** Rows of the token embeddings; encodings are the means of rows. */
export const ROWS0: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 2],
  [0.1, -3],
  [1e20, 1e20],
];
export const ROWS1: readonly (readonly [number, number])[] = [
  [0, 0],
  [3, 4],
  [0.5, 1e-20],
  [1e20, 0],
  [-1, 1],
];

/** A regression whose score is the dot product of two encodings: 4 tokens on the left, 5 on the right, lists of up to 2. */
export const DOT_PRODUCT: Object2VecModel = {
  encoders: [encoder(ROWS0), encoder(ROWS1)],
  embeddingLength: 2,
  comparators: ['hadamard'],
  mlp: [],
  mlpActivation: 'linear',
  output: { weights: Float32Array.of(1, 1), bias: Float32Array.of(0) },
  outputLayer: 'mean_squared_error',
  outputs: 1,
};

/** Two classes with equal evidence. */
export const COIN: Object2VecModel = {
  ...DOT_PRODUCT,
  output: { weights: Float32Array.of(1, 1, 1, 1), bias: Float32Array.of(0, 0) },
  outputLayer: 'softmax',
  outputs: 2,
};

function encoder(rows: readonly (readonly [number, number])[]): Object2VecModel['encoders'][0] {
  return {
    vocabSize: rows.length,
    maxSeqLen: 2,
    tokenEmbeddingDim: 2,
    tokenEmbedding: Float32Array.from(rows.flat()),
    projection: Float32Array.of(1, 0, 0, 1),
  };
}
