import type { Payload } from '@portico/values';
import { JavaDouble, JavaList, JavaLong, JavaMap, parseJson } from '@portico/values';
import { ContainerRefusal } from './container-refusal.ts';
import { scanInstances } from './scan-instances.ts';

/** Token ids per instance, in the order of the request: `in0` and `in1` for scores, one of them for embeddings. */
export type Instances =
  | { readonly in0: TokenLists; readonly in1: TokenLists }
  | { readonly in0: TokenLists; readonly in1?: undefined }
  | { readonly in0?: undefined; readonly in1: TokenLists };

export type TokenLists = readonly (readonly number[])[];

/**
 * The instances of an application/json request, `{"instances":[{"in0":[863],"in1":[882]},...]}`: objects that all have the
 * same of the keys `in0` and `in1`. Other keys (such as `label`) are ignored. Nothing is printed or parsed where the
 * payload has its value at hand. @throws ContainerRefusal
 */
export function readInstances(body: Payload): Instances {
  const value = body.valueAtHand();
  const scanned = value === undefined ? scanInstances(body.bytes()) : undefined;
  if (scanned !== undefined) return scanned;
  const list = listOf(member(value ?? parse(body.text()), 'instances'));
  if (list === undefined) throw new ContainerRefusal('the body is not an object with a list "instances"');
  return gather(list);
}

/** The same for application/jsonlines: an instance a line. Blank lines are skipped. @throws ContainerRefusal */
export function readInstanceLines(body: Payload): Instances {
  const items: unknown[] = [];
  for (const [index, line] of body.text().split('\n').entries()) {
    if (line.trim() !== '') items.push(parse(line, `line ${index + 1}: `));
  }
  return gather(items);
}

/**
 * JSON text as JavaScript reads it: it does not keep 1.0 and 1 apart, which is one token id here, and takes a third of
 * the time that the value model takes. The value model only explains what is wrong.
 */
function parse(text: string, where = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return parseJson(text);
    } catch (error) {
      throw new ContainerRefusal(`${where}${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function gather(items: readonly unknown[]): Instances {
  const in0: (readonly number[])[] = [];
  const in1: (readonly number[])[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    const left = member(item, 'in0');
    const right = member(item, 'in1');
    if (left === undefined && right === undefined) {
      throw new ContainerRefusal(`instance ${index} is not an object with a list "in0" or "in1"`);
    }
    if (left !== undefined) in0.push(tokenIds(left, 0, index));
    if (right !== undefined) in1.push(tokenIds(right, 1, index));
    if ((in0.length !== 0 && in0.length !== index + 1) || (in1.length !== 0 && in1.length !== index + 1)) {
      throw new ContainerRefusal(
        `instance ${index} has other keys than instance 0: a request asks for scores ("in0" and "in1") or for embeddings of one side`,
      );
    }
  }
  if (in1.length > 0) return in0.length > 0 ? { in0, in1 } : { in1 };
  if (in0.length > 0) return { in0 };
  throw new ContainerRefusal('there are no instances');
}

/** Whether an id is in the vocabulary is for the model to say. `321.0` is the id 321: some clients write all numbers so. */
function tokenIds(tokens: unknown, side: 0 | 1, index: number): readonly number[] {
  const items = listOf(tokens);
  if (items === undefined) throw new ContainerRefusal(`in${side} of instance ${index} is not a list of token ids`);
  if (items.length === 0) throw new ContainerRefusal(`in${side} of instance ${index} is empty`);
  if (areIntegers(items)) return items;
  return items.map((item) => {
    const id = item instanceof JavaDouble || item instanceof JavaLong ? Number(item.value) : item;
    if (typeof id === 'bigint') return Number(id);
    if (typeof id === 'number' && Number.isInteger(id)) return id;
    throw new ContainerRefusal(`in${side} of instance ${index} holds something else than integers`);
  });
}

function areIntegers(items: readonly unknown[]): items is readonly number[] {
  for (let i = 0; i < items.length; i++) if (!Number.isInteger(items[i])) return false;
  return true;
}

/** Of a JavaScript object or of a map of the value model; `undefined` also for anything else. */
function member(object: unknown, key: string): unknown {
  if (typeof object !== 'object' || object === null) return undefined;
  if (object instanceof JavaMap) return object.get(key);
  return Object.hasOwn(object, key) ? (object as Readonly<Record<string, unknown>>)[key] : undefined;
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return value instanceof JavaList ? value.items : undefined;
}
