import type { DenseLayer, Object2VecModel } from '../model.ts';

/** The definition of the network, written out with nothing kept and nothing joined: what the predictor must equal. */
export function plainForward(
  model: Object2VecModel,
  in0: readonly number[],
  in1: readonly number[],
): readonly number[] {
  const a = plainEncoding(model, 0, in0);
  const b = plainEncoding(model, 1, in1);
  let values = model.comparators.flatMap((name) => {
    if (name === 'hadamard') return a.map((x, k) => x * at(b, k));
    if (name === 'concat') return [...a, ...b];
    return a.map((x, k) => Math.abs(x - at(b, k)));
  });
  for (const layer of model.mlp) {
    values = dense(layer, values).map((x) => {
      if (model.mlpActivation === 'tanh') return Math.tanh(x);
      return model.mlpActivation === 'relu' ? Math.max(0, x) : x;
    });
  }
  const last = dense(model.output, values);
  if (model.outputLayer === 'mean_squared_error') return last;
  const powers = last.map((x) => Math.exp(x));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

export function plainEncoding(model: Object2VecModel, side: 0 | 1, tokens: readonly number[]): readonly number[] {
  const { maxSeqLen, tokenEmbeddingDim, tokenEmbedding, projection } = model.encoders[side];
  const used = tokens.slice(0, maxSeqLen);
  const mean = Array.from({ length: tokenEmbeddingDim }, (_, d) =>
    used.reduce((sum, token) => sum + at(tokenEmbedding, token * tokenEmbeddingDim + d) / used.length, 0),
  );
  return Array.from({ length: model.embeddingLength }, (_, e) =>
    mean.reduce((sum, x, d) => sum + x * at(projection, d * model.embeddingLength + e), 0),
  );
}

function dense({ weights, bias }: DenseLayer, inputs: readonly number[]): number[] {
  return Array.from(bias, (start, unit) =>
    inputs.reduce((sum, x, i) => sum + x * at(weights, i * bias.length + unit), start),
  );
}

function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index ${index} of ${values.length}`);
  return value;
}
