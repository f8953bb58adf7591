import { addCombination, addScaled, dot, transposed } from '../linear-algebra.ts';
import {
  type Activation,
  type Comparator,
  comparatorWidths,
  type DenseLayer,
  type Encoder,
  type Object2VecModel,
} from '../model.ts';
import type { Random } from '../random.ts';

/** Sizes of a regression network over single tokens. */
export interface NetworkShape {
  readonly vocabSizes: readonly [number, number];
  readonly tokenEmbeddingDim: number;
  readonly encDim: number;
  readonly comparators: readonly Comparator[];
  readonly mlpLayers: number;
  readonly mlpDim: number;
  readonly mlpActivation: Activation;
}

/** A matrix within the array of all parameters: rows x columns from `start` on. */
interface Block {
  readonly start: number;
  readonly rows: number;
  readonly columns: number;
}

/** Where everything is in one array, so that an optimizer need not know what a number is for. */
interface Layout {
  /** vocabSize x tokenEmbeddingDim, a side. */
  readonly tokens: readonly [Block, Block];
  /** encDim x tokenEmbeddingDim, a side (turned round, as all weights here: a row makes one output). */
  readonly projections: readonly [Block, Block];
  readonly layers: readonly { readonly weights: Block; readonly bias: Block }[];
  /** Parameters from here on are biases, which do not decay. */
  readonly firstBias: number;
  readonly length: number;
}

/** A network in training: parameters, their gradient, and the forward and backward passes. */
export interface Network {
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  readonly firstBias: number;
  /**
   * Adds the gradient of the sum over these instances of (score - target)^2 times `scale` to `gradient`.
   * @returns the sum of (score - target)^2.
   */
  backward(users: Int32Array, items: Int32Array, targets: Float32Array, positions: Int32Array, scale: number): number;
  toModel(): Object2VecModel;
}

export function createNetwork(shape: NetworkShape, outputBias: number, random: Random): Network {
  const layout = layOut(shape);
  const parameters = initialize(layout, outputBias, random);
  const gradient = new Float64Array(layout.length);
  const { tokenEmbeddingDim: tokenDim, encDim } = shape;
  const compared = shape.comparators.reduce((sum, name) => sum + comparatorWidths[name], 0) * encDim;
  // One instance at a time: encodings, the comparisons, then the output of every layer; and the gradient of each.
  const encodings = [new Float64Array(encDim), new Float64Array(encDim)] as const;
  const encodingGradients = [new Float64Array(encDim), new Float64Array(encDim)] as const;
  const values = [compared, ...layout.layers.map(({ weights }) => weights.rows)].map((size) => new Float64Array(size));
  const gradients = values.map(({ length }) => new Float64Array(length));
  const lastLayer = layout.layers.length - 1;

  function forward(tokenStarts: readonly [number, number]): number {
    for (const side of [0, 1] as const) {
      const { start } = layout.projections[side];
      for (let e = 0; e < encDim; e++) {
        encodings[side][e] = dot(parameters, start + e * tokenDim, parameters, tokenStarts[side], tokenDim);
      }
    }
    compare(shape.comparators, encodings[0], encodings[1], values[0] as Float64Array);
    for (const [index, { weights, bias }] of layout.layers.entries()) {
      const input = values[index] as Float64Array;
      const output = values[index + 1] as Float64Array;
      for (let unit = 0; unit < weights.rows; unit++) {
        const sum = dot(parameters, weights.start + unit * weights.columns, input, 0, weights.columns);
        output[unit] = sum + (parameters[bias.start + unit] as number);
      }
      if (index < lastLayer) activate(shape.mlpActivation, output);
    }
    return (values[lastLayer + 1] as Float64Array)[0] as number;
  }

  function backwardOne(tokenStarts: readonly [number, number], outputGradient: number): void {
    (gradients[lastLayer + 1] as Float64Array)[0] = outputGradient;
    for (let index = lastLayer; index >= 0; index--) {
      const { weights, bias } = layout.layers[index] as Layout['layers'][number];
      const input = values[index] as Float64Array;
      const inputGradient = gradients[index] as Float64Array;
      const sumGradient = gradients[index + 1] as Float64Array;
      if (index < lastLayer) throughActivation(shape.mlpActivation, values[index + 1] as Float64Array, sumGradient);
      inputGradient.fill(0);
      for (let unit = 0; unit < weights.rows; unit++) {
        const factor = sumGradient[unit] as number;
        const row = weights.start + unit * weights.columns;
        gradient[bias.start + unit] = (gradient[bias.start + unit] as number) + factor;
        addScaled(factor, input, 0, gradient, row, weights.columns);
      }
      const { start, rows, columns } = weights;
      addCombination(1, sumGradient, 0, rows, parameters, start, columns, inputGradient, 0);
    }
    throughComparators(shape.comparators, encodings, gradients[0] as Float64Array, encodingGradients);
    for (const side of [0, 1] as const) {
      const { start } = layout.projections[side];
      const encodingGradient = encodingGradients[side];
      addCombination(1, encodingGradient, 0, encDim, parameters, start, tokenDim, gradient, tokenStarts[side]);
      for (let e = 0; e < encDim; e++) {
        addScaled(
          encodingGradient[e] as number,
          parameters,
          tokenStarts[side],
          gradient,
          start + e * tokenDim,
          tokenDim,
        );
      }
    }
  }

  function backward(
    users: Int32Array,
    items: Int32Array,
    targets: Float32Array,
    positions: Int32Array,
    scale: number,
  ): number {
    let squares = 0;
    for (const n of positions) {
      const tokenStarts = [
        layout.tokens[0].start + (users[n] as number) * tokenDim,
        layout.tokens[1].start + (items[n] as number) * tokenDim,
      ] as const;
      const error = forward(tokenStarts) - (targets[n] as number);
      squares += error * error;
      backwardOne(tokenStarts, 2 * scale * error);
    }
    return squares;
  }

  return {
    parameters,
    gradient,
    firstBias: layout.firstBias,
    backward,
    toModel: () => toModel(shape, layout, parameters),
  };
}

function layOut(shape: NetworkShape): Layout {
  let length = 0;
  const block = (rows: number, columns: number): Block => {
    const start = length;
    length += rows * columns;
    return { start, rows, columns };
  };
  const tokens = [
    block(shape.vocabSizes[0], shape.tokenEmbeddingDim),
    block(shape.vocabSizes[1], shape.tokenEmbeddingDim),
  ] as const;
  const projections = [
    block(shape.encDim, shape.tokenEmbeddingDim),
    block(shape.encDim, shape.tokenEmbeddingDim),
  ] as const;
  let inputs = shape.comparators.reduce((sum, name) => sum + comparatorWidths[name], 0) * shape.encDim;
  const weights: Block[] = [];
  for (let layer = 0; layer < shape.mlpLayers; layer++) {
    weights.push(block(shape.mlpDim, inputs));
    inputs = shape.mlpDim;
  }
  weights.push(block(1, inputs));
  const firstBias = length;
  const layers = weights.map((one) => ({ weights: one, bias: block(1, one.rows) }));
  return { tokens, projections, layers, firstBias, length };
}

/** Spread of the token embeddings at the start: small, so that what is rarely seen stays near the mean rating. */
const TokenSpread = 0.05;

function initialize(layout: Layout, outputBias: number, random: Random): Float64Array {
  const parameters = new Float64Array(layout.length);
  const fill = ({ start, rows, columns }: Block, spread: number): void => {
    for (let n = start; n < start + rows * columns; n++) parameters[n] = spread * (2 * random.next() - 1);
  };
  for (const block of layout.tokens) fill(block, TokenSpread);
  // Glorot and Bengio 2010: as much variance backwards as forwards.
  const dense = (block: Block): void => fill(block, Math.sqrt(6 / (block.rows + block.columns)));
  layout.projections.forEach(dense);
  for (const { weights } of layout.layers) dense(weights);
  parameters[layout.length - 1] = outputBias;
  return parameters;
}

function compare(comparators: readonly Comparator[], a: Float64Array, b: Float64Array, out: Float64Array): void {
  const length = a.length;
  let at = 0;
  for (const name of comparators) {
    if (name === 'concat') {
      out.set(a, at);
      out.set(b, at + length);
      at += 2 * length;
    } else if (name === 'hadamard') {
      for (let k = 0; k < length; k++) out[at++] = (a[k] as number) * (b[k] as number);
    } else {
      for (let k = 0; k < length; k++) out[at++] = Math.abs((a[k] as number) - (b[k] as number));
    }
  }
}

function throughComparators(
  comparators: readonly Comparator[],
  [a, b]: readonly [Float64Array, Float64Array],
  gradient: Float64Array,
  [toA, toB]: readonly [Float64Array, Float64Array],
): void {
  const length = a.length;
  toA.fill(0);
  toB.fill(0);
  let at = 0;
  for (const name of comparators) {
    if (name === 'concat') {
      addScaled(1, gradient, at, toA, 0, length);
      addScaled(1, gradient, at + length, toB, 0, length);
    } else {
      for (let k = 0; k < length; k++) {
        const [left, right, factor] = [a[k] as number, b[k] as number, gradient[at + k] as number];
        const sign = left > right ? factor : -factor;
        toA[k] = (toA[k] as number) + (name === 'hadamard' ? factor * right : sign);
        toB[k] = (toB[k] as number) + (name === 'hadamard' ? factor * left : -sign);
      }
    }
    at += comparatorWidths[name] * length;
  }
}

function activate(activation: Activation, values: Float64Array): void {
  if (activation === 'tanh') for (let k = 0; k < values.length; k++) values[k] = Math.tanh(values[k] as number);
  if (activation === 'relu') for (let k = 0; k < values.length; k++) values[k] = Math.max(0, values[k] as number);
}

/** `gradient` of the outputs becomes that of the inputs of an activation. */
function throughActivation(activation: Activation, outputs: Float64Array, gradient: Float64Array): void {
  for (let k = 0; k < outputs.length; k++) {
    const output = outputs[k] as number;
    const slope = activation === 'tanh' ? 1 - output * output : Number(activation === 'linear' || output > 0);
    gradient[k] = (gradient[k] as number) * slope;
  }
}

function toModel(shape: NetworkShape, layout: Layout, parameters: Float64Array): Object2VecModel {
  const floats = ({ start, rows, columns }: Block): Float32Array =>
    new Float32Array(parameters.subarray(start, start + rows * columns));
  const turned = (block: Block): Float32Array => new Float32Array(transposed(floats(block), block.rows, block.columns));
  const encoder = (side: 0 | 1): Encoder => ({
    vocabSize: shape.vocabSizes[side],
    maxSeqLen: 1,
    tokenEmbeddingDim: shape.tokenEmbeddingDim,
    tokenEmbedding: floats(layout.tokens[side]),
    projection: turned(layout.projections[side]),
  });
  const layers = layout.layers.map(
    ({ weights, bias }): DenseLayer => ({ weights: turned(weights), bias: floats(bias) }),
  );
  return {
    encoders: [encoder(0), encoder(1)],
    embeddingLength: shape.encDim,
    comparators: shape.comparators,
    mlp: layers.slice(0, -1),
    mlpActivation: shape.mlpActivation,
    output: layers.at(-1) as DenseLayer,
    outputLayer: 'mean_squared_error',
    outputs: 1,
  };
}
