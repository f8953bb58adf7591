import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayServiceException } from '@aws-sdk/client-api-gateway';
import * as sdk from '@aws-sdk/client-api-gateway';
import type { LocalApiGateway } from '../testing/local-api-gateway.ts';
import { startLocalApiGateway } from '../testing/local-api-gateway.ts';
import { API_GATEWAY_OPERATIONS } from './operations.ts';

/** conformance/control-plane/README.md describes the format. */
interface Call {
  readonly call: string;
  readonly input: Json;
  readonly body?: string;
  readonly as?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly output?: Json;
  readonly has?: Json;
  readonly error?: { readonly code: string; readonly status: number; readonly message: string };
}

interface Case extends Call {
  readonly id: string;
  readonly section: string;
  readonly evidence: string;
  readonly given?: readonly Call[];
  readonly then?: readonly Call[];
}

interface Theme {
  readonly about: string;
  readonly given: readonly Call[];
  readonly cases: readonly Case[];
}

type Json = Readonly<Record<string, unknown>>;

const folder = join(import.meta.dirname, '../../../../conformance/control-plane');
const themes = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => [name.replace('.json', ''), JSON.parse(readFileSync(join(folder, name), 'utf8')) as Theme] as const);

let local: LocalApiGateway;
beforeAll(async () => {
  local = await startLocalApiGateway();
});
afterAll(() => local.close());
beforeEach(() => local.reset());

const negative = themes.flatMap(([, { cases }]) => cases).filter(({ error }) => error !== undefined);
test('there are cases, with evidence', () => {
  expect(negative.length).toBeGreaterThanOrEqual(240);
  for (const [, { cases }] of themes) for (const one of cases) expect(['R', 'D', 'K', 'U']).toContain(one.evidence);
});

test('every operation is in a case, but for those with files as input or output', () => {
  const called = new Set(
    themes.flatMap(([, theme]) => [...theme.given, ...theme.cases.flatMap(callsOf)]).map(({ call }) => call),
  );
  const files = ['ImportRestApi', 'PutRestApi', 'ImportApiKeys', 'ImportDocumentationParts'];
  const missing = API_GATEWAY_OPERATIONS.map(({ name }) => name).filter(
    (name) => !called.has(name) && !files.includes(name),
  );
  expect(missing).toEqual([]);
});

for (const [name, { about, given, cases }] of themes) {
  describe(`${name}: ${about}`, () => {
    test.each(cases.map((one) => [one.id, one] as const))('%s', async (_, one) => {
      const known = new Map<string, string>();
      for (const call of [...given, ...(one.given ?? [])]) await perform(call, known);
      for (const call of [one, ...(one.then ?? [])]) await perform(call, known);
    });
  });
}

function callsOf(one: Case): readonly Call[] {
  return [...(one.given ?? []), one, ...(one.then ?? [])];
}

/** Makes a call, holds its answer against what is expected, and keeps what others need of it. */
async function perform(call: Call, known: Map<string, string>): Promise<void> {
  const filled = fill(call, known) as Call;
  const answer = await send(filled);
  if (filled.error !== undefined) {
    expect(answer.error).toEqual(filled.error);
    return;
  }
  expect(answer.error).toBeUndefined();
  if (filled.status !== undefined) expect(answer.status).toBe(filled.status);
  if (filled.output !== undefined) expect(answer.output).toEqual(pattern(filled.output) as Json);
  for (const [member, value] of Object.entries(filled.has ?? {})) {
    expect([member, answer.output[member] ?? null]).toEqual([member, pattern(value) as object]);
  }
  for (const [name, member] of Object.entries(call.as ?? {})) {
    const value = answer.output[member];
    if (typeof value !== 'string') throw new Error(`${call.call} has no text as its ${member}`);
    known.set(name, value);
  }
}

interface Answer {
  readonly status: number | undefined;
  readonly output: Json;
  readonly error: Call['error'];
}

async function send({ call, input, body }: Call): Promise<Answer> {
  const Command = (sdk as unknown as Record<string, new (input: unknown) => sdk.GetAccountCommand>)[`${call}Command`];
  if (Command === undefined) throw new Error(`the SDK has no operation ${call}`);
  const command = new Command(input);
  if (body !== undefined) sendInstead(command, body);
  try {
    const { $metadata, ...output } = await local.client.send(command);
    return { status: $metadata.httpStatusCode, output: JSON.parse(JSON.stringify(output)), error: undefined };
  } catch (thrown) {
    const error = thrown as APIGatewayServiceException;
    const status = error.$metadata?.httpStatusCode;
    // Not an answer: the SDK itself refuses the input.
    if (status === undefined) throw thrown;
    return { status, output: {}, error: { code: error.name, status, message: error.message } };
  }
}

function sendInstead(command: sdk.GetAccountCommand, body: string): void {
  command.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string; headers: Record<string, string> };
      request.body = body;
      request.headers['content-length'] = String(Buffer.byteLength(body));
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
}

/** `${name}` of what is known in every text; other dollars stay. */
function fill(value: unknown, known: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return value.replace(/\$\{(\w+)\}/g, (whole, name: string) => known.get(name) ?? whole);
  if (Array.isArray(value)) return value.map((item) => fill(item, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [fill(key, known), fill(member, known)]));
}

function pattern(value: unknown): unknown {
  if (value === '*') return expect.any(String);
  if (Array.isArray(value)) return value.map(pattern);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, pattern(member)]));
}
