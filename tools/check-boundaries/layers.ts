/**
 * The layers: which packages of ours each package may depend on. Whatever is not named here is a wrong direction.
 * `gateway`, `inference` and `control-plane` never know each other: they meet in the immutable Deployment and in small
 * ports, which only `server` wires together.
 */
export const LAYERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['values', []],
  ['api-model', []],
  ['object2vec', []],
  ['wire', []],
  ['iam-policy', []],
  ['http1', []],
  ['vtl', ['values']],
  ['jsonpath', ['values']],
  ['mapping', ['values', 'vtl', 'jsonpath']],
  ['linter', ['values', 'vtl', 'mapping', 'api-model']],
  ['api-compiler', ['values', 'mapping', 'api-model']],
  ['gateway', ['values', 'mapping', 'api-model', 'api-compiler']],
  ['testing', ['values', 'vtl', 'mapping', 'api-model', 'api-compiler', 'gateway']],
  ['inference', ['values', 'object2vec', 'wire', 'http1']],
  ['store', ['api-model']],
  ['control-plane', ['values', 'api-model', 'wire', 'iam-policy', 'store']],
  [
    'server',
    [
      'values',
      'mapping',
      'api-model',
      'object2vec',
      'wire',
      'http1',
      'api-compiler',
      'gateway',
      'inference',
      'store',
      'control-plane',
    ],
  ],
  ['cdk', ['vtl', 'linter']],
  ['cli', ['linter', 'server', 'object2vec', 'wire', 'api-model', 'inference', 'testing']],
]);
