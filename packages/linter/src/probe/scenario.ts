import { compileJavaPattern } from '@portico/values';
import type { InputNode } from '../input/input-node.ts';
import { withDescendants } from '../input/input-node.ts';
import type { InputTree } from '../input/input-tree.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** One made-up input: how long lists are, and which value each input takes. */
export interface Scenario {
  readonly length: number;
  /** Index into the candidates of an input; 0 where there is none. */
  readonly picks: ReadonlyMap<InputNode, number>;
  /** Values to be put in instead. */
  readonly overrides?: ReadonlyMap<InputNode, Json>;
}

/** What a template is rendered with. */
export interface ProbeInput {
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
  /** `undefined`: no body. */
  readonly body: string | undefined;
  readonly context: Readonly<Record<string, Json>>;
  readonly stageVariables: Readonly<Record<string, string>>;
}

const MAX_CHOOSING = 14;
const RANDOM_SCENARIOS = 60;

/** Ordinary inputs that lead the template into its branches, the plainest first. Always the same ones. */
export function scenariosOf(tree: InputTree): readonly Scenario[] {
  const lengths = [2, 1, 0, 3];
  const choosing = inputNodes(tree)
    .filter((node) => candidatesOf(node).length > 1)
    .slice(0, MAX_CHOOSING);
  const scenarios: Scenario[] = lengths.map((length) => ({ length, picks: new Map() }));
  for (const node of choosing) {
    for (let pick = 1; pick < candidatesOf(node).length; pick++) {
      for (const length of [2, 1, 0]) scenarios.push({ length, picks: new Map([[node, pick]]) });
    }
  }
  let seed = 1;
  const random = (limit: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >> 8) % limit;
  };
  if (choosing.length > 1) {
    for (let i = 0; i < RANDOM_SCENARIOS; i++) {
      const picks = new Map(choosing.map((node) => [node, random(candidatesOf(node).length)] as const));
      scenarios.push({ length: lengths[random(4)] ?? 2, picks });
    }
  }
  return scenarios;
}

/** Everything that a template reads. */
export function inputNodes(tree: InputTree): readonly InputNode[] {
  const roots = [
    tree.body,
    tree.rawBody,
    tree.parameters,
    ...Object.values(tree.groups),
    tree.context,
    tree.stageVariables,
  ];
  return roots.flatMap((root) => [...withDescendants(root)]);
}

const MISSING = Symbol('missing');

type Candidate = Json | typeof MISSING | undefined;

/** Values that an input may take. `undefined`: made of its parts. */
function candidatesOf(node: InputNode): readonly Candidate[] {
  const isStructured =
    node.children.size > 0 ||
    node.any !== undefined ||
    node.element !== undefined ||
    node.split !== undefined ||
    node.parsed !== undefined;
  const candidates: Candidate[] = [isStructured ? undefined : plainValue(node)];
  for (const constant of node.constants) if (constant !== '') candidates.push(constant);
  if (node.patterns.size > 0) candidates.push('no such value');
  if (node.isTested && !isStructured) candidates.push(true, false);
  if (node.isTested || node.constants.has('')) candidates.push(MISSING);
  return candidates;
}

function plainValue(node: InputNode): Json {
  if (node.patterns.size > 0) return matching([...node.patterns]) ?? 'abc';
  if (node.isBare) return 7;
  return node.isTested ? true : 'abc';
}

const SAMPLES: readonly string[] = [
  '7',
  'abc',
  '12',
  '123',
  'a',
  'A',
  'ABC',
  'Ab1',
  'abc-1',
  'a_b',
  'true',
  '1.5',
  '-1',
  '2026-01-31',
  '2026-01-31T12:00:00Z',
  'a@b.example',
  '550e8400-e29b-41d4-a716-446655440000',
  '1,2',
  'a b',
  '12345',
  '123456789',
  'https://a.example/b',
  '',
];

function matching(patterns: readonly string[]): string | undefined {
  const compiled = patterns.flatMap((pattern) => {
    try {
      return [compileJavaPattern(pattern)];
    } catch {
      return [];
    }
  });
  const fits = (text: string): boolean => {
    try {
      return compiled.every((pattern) => pattern.matches(text, { steps: 100_000 }));
    } catch {
      return false;
    }
  };
  return SAMPLES.find(fits);
}

/** The value of an input in a scenario; `undefined`: it is not there. */
export function valueIn(node: InputNode, scenario: Scenario, isText: boolean): Json | undefined {
  const override = scenario.overrides?.get(node);
  if (override !== undefined) return override;
  const candidates = candidatesOf(node);
  const picked = candidates[scenario.picks.get(node) ?? 0];
  if (picked === MISSING) return undefined;
  if (picked !== undefined) return picked;
  if (node.parsed !== undefined) return JSON.stringify(valueIn(node.parsed, scenario, false) ?? null);
  if (node.split !== undefined)
    return listOf(node.split.element, scenario, true).map(String).join(node.split.separator);
  if (node.element !== undefined && !isText && node.children.size === 0) return listOf(node.element, scenario, false);
  return membersOf(node, scenario, isText);
}

function listOf(element: InputNode, scenario: Scenario, isText: boolean): readonly Json[] {
  return Array.from({ length: scenario.length }, () => valueIn(element, scenario, isText) ?? '');
}

function membersOf(node: InputNode, scenario: Scenario, isText: boolean): Record<string, Json> {
  const members: Record<string, Json> = {};
  for (const [name, child] of node.children) put(members, name, valueIn(child, scenario, isText));
  const extra = node.any ?? node.element;
  if (extra === undefined && node.key?.isRead !== true) return members;
  const name = node.key === undefined ? undefined : scenario.overrides?.get(node.key);
  for (let i = 1; i <= scenario.length; i++) {
    const key = typeof name === 'string' ? `${name}${i === 1 ? '' : i}` : `name${i}`;
    put(members, key, extra === undefined ? (isText ? 'abc' : 7) : valueIn(extra, scenario, isText));
  }
  return members;
}

function put(members: Record<string, Json>, name: string, value: Json | undefined): void {
  if (value !== undefined)
    Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
}

/** The request that a scenario stands for. */
export function inputOf(tree: InputTree, scenario: Scenario): ProbeInput {
  const texts = (node: InputNode): Record<string, string> =>
    Object.fromEntries(
      Object.entries(membersOf(node, scenario, true)).map(([name, value]) => [
        name,
        typeof value === 'object' ? JSON.stringify(value) : String(value),
      ]),
    );
  return {
    path: texts(tree.groups.path),
    querystring: { ...texts(tree.parameters), ...texts(tree.groups.querystring) },
    header: texts(tree.groups.header),
    body: bodyText(tree, scenario),
    context: membersOf(tree.context, scenario, true),
    stageVariables: texts(tree.stageVariables),
  };
}

function bodyText({ body, rawBody }: InputTree, scenario: Scenario): string | undefined {
  const raw = scenario.overrides?.get(rawBody);
  if (raw !== undefined) return String(raw);
  const hasParts = body.children.size > 0 || body.element !== undefined || body.any !== undefined;
  if (!hasParts && !body.isRead && !rawBody.isRead) return undefined;
  if (hasParts || scenario.overrides?.has(body) === true) return JSON.stringify(valueIn(body, scenario, false));
  return '{"name":"abc"}';
}
