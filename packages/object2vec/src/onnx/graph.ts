import type { Activation, Comparator, OutputLayer } from '../model.ts';

/** A node of an ONNX graph; attributes are integers or lists of them, all that these graphs need. */
export interface OnnxNode {
  readonly opType: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, number | readonly number[]>>;
}

/** What decides the nodes of the graph; the sizes are in the initializers. */
export interface GraphShape {
  readonly comparators: readonly Comparator[];
  readonly mlpLayers: number;
  readonly mlpActivation: Activation;
  readonly outputLayer: OutputLayer;
}

/** Operator set of the graph: the last one whose ReduceMean takes its axes as an attribute is 17, Softmax is final from 13. */
export const OpsetVersion = 13;
/** ONNX IR version that came with operator set 13. */
export const IrVersion = 7;

/** Inputs: int64 [batch, length]; all lists of a side in one batch have the same length, there is no padding. */
export const graphInputs = ['in0', 'in1'] as const;
/** Outputs: float [batch, outputs], then float [batch, embeddingLength] for either side. */
export const graphOutputs = ['scores', 'embeddings0', 'embeddings1'] as const;

/** Names of the initializers, so that the file explains itself in any viewer. */
export const initializerNames = {
  tokenEmbedding: (side: number): string => `token_embedding${side}`,
  projection: (side: number): string => `projection${side}`,
  mlpWeights: (layer: number): string => `mlp${layer}_weights`,
  mlpBias: (layer: number): string => `mlp${layer}_bias`,
  outputWeights: 'output_weights',
  outputBias: 'output_bias',
} as const;

/** The whole computation, in order. The writer writes these nodes and the reader accepts no others. */
export function graphNodes(shape: GraphShape): readonly OnnxNode[] {
  const nodes: OnnxNode[] = [];
  const add = (
    opType: string,
    inputs: readonly string[],
    output: string,
    attributes: OnnxNode['attributes'] = {},
  ): string => {
    nodes.push({ opType, inputs, outputs: [output], attributes });
    return output;
  };

  const [a, b] = [0, 1].map((side) => {
    const tokens = add('Gather', [initializerNames.tokenEmbedding(side), `in${side}`], `tokens${side}`, { axis: 0 });
    const mean = add('ReduceMean', [tokens], `mean${side}`, { axes: [1], keepdims: 0 });
    return add('MatMul', [mean, initializerNames.projection(side)], `embeddings${side}`);
  }) as [string, string];

  const compared = shape.comparators.map((name) => {
    if (name === 'hadamard') return add('Mul', [a, b], 'hadamard');
    if (name === 'concat') return add('Concat', [a, b], 'concat', { axis: 1 });
    return add('Abs', [add('Sub', [a, b], 'difference')], 'abs_diff');
  });
  let hidden = compared.length === 1 ? (compared[0] as string) : add('Concat', compared, 'compared', { axis: 1 });

  for (let layer = 0; layer < shape.mlpLayers; layer++) {
    const weights = [initializerNames.mlpWeights(layer), initializerNames.mlpBias(layer)];
    hidden = add('Gemm', [hidden, ...weights], `mlp${layer}_sum`);
    if (shape.mlpActivation !== 'linear') {
      hidden = add(shape.mlpActivation === 'tanh' ? 'Tanh' : 'Relu', [hidden], `mlp${layer}`);
    }
  }

  const output = [hidden, initializerNames.outputWeights, initializerNames.outputBias];
  if (shape.outputLayer === 'mean_squared_error') add('Gemm', output, 'scores');
  else add('Softmax', [add('Gemm', output, 'logits')], 'scores', { axis: 1 });
  return nodes;
}
