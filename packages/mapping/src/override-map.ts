import { JavaMap, type Value } from '@portico/values';

/** A template assigned the same override parameter twice. The service answers 500 (overrides are final). */
export class RepeatedOverrideError extends Error {
  override readonly name = 'RepeatedOverrideError';
}

/**
 * A map of `$context.requestOverride` or `$context.responseOverride`: every key may be assigned once, by whichever template comes first
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html). Its first entries do not count as assigned.
 */
export class OverrideMap extends JavaMap {
  #assigned: Set<Value> | undefined;

  constructor(initial: Iterable<readonly [Value, Value]> = []) {
    super(false);
    for (const [key, value] of initial) super.set(key, value);
  }

  override set(key: Value, value: Value): void {
    if (this.#assigned?.has(key))
      throw new RepeatedOverrideError('an override may be applied to a parameter only once');
    this.#assigned ??= new Set();
    this.#assigned.add(key);
    super.set(key, value);
  }
}
