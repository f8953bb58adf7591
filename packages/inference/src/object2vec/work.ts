import type { Object2VecModel, Side } from '@portico/object2vec';

/** Multiply-adds for a token that was not seen before: its projection, and that through the part of the first layer that concat feeds. */
export function workPerToken(model: Object2VecModel, side: Side): number {
  const [first = model.output] = model.mlp;
  return model.embeddingLength * (model.encoders[side].tokenEmbeddingDim + first.bias.length);
}

/** Multiply-adds that depend on the pair: hadamard and abs_diff through the first layer, and the other layers. */
export function workPerPair(model: Object2VecModel): number {
  const [first = model.output, ...rest] = [...model.mlp, model.output];
  const pairwise = model.comparators.filter((name) => name !== 'concat').length * model.embeddingLength;
  return rest.reduce((sum, layer) => sum + layer.weights.length, pairwise * first.bias.length);
}
