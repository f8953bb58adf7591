import { queryParameters, splitTarget } from './sigv4/canonical-request.ts';

/** The HTTP binding of one REST-JSON operation, as the service's model has it. */
export interface OperationBinding {
  readonly name: string;
  readonly method: string;
  /** `/restapis/{restapi_id}`; a query part (`/restapis?mode=import`) must be in the request as it stands here. */
  readonly uri: string;
  /** Status of success. */
  readonly status: number;
}

/** A request as its operation sees it. */
export interface RoutedOperation<Binding extends OperationBinding = OperationBinding> {
  readonly operation: Binding;
  /** Decoded path labels by name. */
  readonly labels: ReadonlyMap<string, string>;
  /** Decoded query parameters; a repeated name keeps its order. */
  readonly query: ReadonlyMap<string, readonly string[]>;
}

interface CompiledBinding<Binding extends OperationBinding = OperationBinding> {
  readonly operation: Binding;
  readonly segments: readonly string[];
  readonly requiredQuery: readonly (readonly [name: string, value: string])[];
}

/**
 * Routes requests to operations. A literal segment wins over a label; of two bindings with the same method and path
 * the one that asks for more of the query wins. Undefined: the service has no such operation.
 */
export function operationRouter<Binding extends OperationBinding>(
  bindings: readonly Binding[],
): (method: string, rawTarget: string) => RoutedOperation<Binding> | undefined {
  const byShape = new Map<string, CompiledBinding<Binding>[]>();
  for (const binding of bindings.map((one) => compile(one))) {
    const key = shape(binding.operation.method, binding.segments.length);
    byShape.set(key, [...(byShape.get(key) ?? []), binding].sort(moreSpecificFirst));
  }
  return (method, rawTarget) => {
    const target = splitTarget(rawTarget);
    const segments = target.path.split('/').slice(1).map(decodeText);
    if (segments.length > 1 && segments.at(-1) === '') segments.pop();
    const candidates = byShape.get(shape(method, segments.length))?.filter((binding) => fits(binding, segments));
    if (candidates === undefined || candidates.length === 0) return undefined;
    const query = queryLists(target.query);
    const found = candidates.find((binding) =>
      binding.requiredQuery.every(([name, value]) => query.get(name)?.[0] === value),
    );
    return found && { operation: found.operation, labels: labelsOf(found, segments), query };
  };
}

function compile<Binding extends OperationBinding>(operation: Binding): CompiledBinding<Binding> {
  const { path, query } = splitTarget(operation.uri);
  return { operation, segments: path.split('/').slice(1), requiredQuery: [...queryParameters(query)] };
}

function moreSpecificFirst(a: CompiledBinding, b: CompiledBinding): number {
  for (const [index, segment] of a.segments.entries()) {
    const difference = Number(isLabel(segment)) - Number(isLabel(b.segments[index] ?? ''));
    if (difference !== 0) return difference;
  }
  return b.requiredQuery.length - a.requiredQuery.length;
}

function shape(method: string, segments: number): string {
  return `${method} ${segments}`;
}

function isLabel(segment: string): boolean {
  return segment.startsWith('{');
}

function fits(binding: CompiledBinding, segments: readonly string[]): boolean {
  return binding.segments.every((part, index) => {
    const segment = segments[index];
    return isLabel(part) ? segment !== '' : part === segment;
  });
}

function labelsOf(binding: CompiledBinding, segments: readonly string[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const [index, part] of binding.segments.entries()) {
    if (isLabel(part)) labels.set(part.slice(1, -1), segments[index] ?? '');
  }
  return labels;
}

function queryLists(query: string): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, string[]>();
  for (const [rawName, rawValue] of queryParameters(query)) {
    const name = utf8(rawName);
    const list = lists.get(name);
    if (list === undefined) lists.set(name, [utf8(rawValue)]);
    else list.push(utf8(rawValue));
  }
  return lists;
}

/** A path segment as text: escapes decoded, read as UTF-8; bytes that are not UTF-8 become U+FFFD. */
function decodeText(segment: string): string {
  return utf8(segment.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
}

function utf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
