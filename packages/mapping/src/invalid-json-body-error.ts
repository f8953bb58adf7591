/**
 * A body expression met a body that looks like JSON (it begins with `{`, `[`, `"` or `'`) and is not.
 * A method request answers 400 `Invalid JSON in request body`, an integration response 500 (spec: data plane, sections 9.1 and 12).
 */
export class InvalidJsonBodyError extends Error {
  override readonly name = 'InvalidJsonBodyError';
  /** Whose body it is. */
  readonly body: 'method.request' | 'integration.response';

  constructor(body: 'method.request' | 'integration.response') {
    super(`${body}.body is not valid JSON`);
    this.body = body;
  }
}
