export type { ArtifactFiles, ArtifactLimits } from './artifact.ts';
export { packArtifact, unpackArtifact } from './artifact.ts';
export type { Activation, Comparator, DenseLayer, Encoder, Object2VecModel, OutputLayer, Side } from './model.ts';
export { ModelFormatError, Object2VecLimits } from './model.ts';
export { readOnnx } from './onnx/read-onnx.ts';
export { writeOnnx } from './onnx/write-onnx.ts';
export type { Predictor } from './predictor.ts';
export { compileObject2Vec } from './predictor.ts';
export { TokenRangeError } from './token-range-error.ts';
