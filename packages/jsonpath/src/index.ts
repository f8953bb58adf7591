export type { CompiledPath } from './compile-path.ts';
export { compilePath } from './compile-path.ts';
export type { JsonPathErrorName, PathSpan } from './json-path-error.ts';
export { JsonPathError } from './json-path-error.ts';
export { JSON_PATH_LIMITS } from './limits.ts';
