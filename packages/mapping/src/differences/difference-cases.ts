import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../../conformance/vtl-differences');

/** What an engine made of a template: the output, or the class name of the error. */
export interface Answer {
  readonly output?: string;
  readonly error?: string;
}

export type EngineName = 'velocity' | 'apigateway' | 'velocityjs' | 'amplify';

export interface DifferenceCase {
  readonly id: string;
  readonly theme: string;
  readonly what: string;
  readonly template: string;
  readonly answers: Readonly<Record<EngineName, Answer>>;
  /** Where Portico answers otherwise than Velocity on the JVM, and why. */
  readonly portico?: { readonly reason: string; readonly velocity?: Answer; readonly apigateway?: Answer };
}

export interface DifferenceCases {
  /** JSON text. */
  readonly context: string;
  readonly cases: readonly DifferenceCase[];
}

/** What API Gateway is documented or recorded to do. */
export interface GatewayCase extends Answer {
  readonly what: string;
  readonly template: string;
  readonly request: {
    readonly path?: Readonly<Record<string, string>>;
    readonly querystring?: Readonly<Record<string, readonly string[]>>;
    readonly header?: Readonly<Record<string, readonly string[]>>;
    readonly body?: string;
  };
  readonly expected?: string;
}

export function readDifferenceCases(): DifferenceCases {
  return JSON.parse(readFileSync(join(FOLDER, 'cases.json'), 'utf8')) as DifferenceCases;
}

export function readGatewayCases(): readonly GatewayCase[] {
  return JSON.parse(readFileSync(join(FOLDER, 'api-gateway.json'), 'utf8')) as GatewayCase[];
}

/** One case a line. */
export function writeDifferenceCases({ context, cases }: DifferenceCases): void {
  const lines = cases.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
  writeFileSync(
    join(FOLDER, 'cases.json'),
    `{\n  "context": ${JSON.stringify(context)},\n  "cases": [\n${lines}\n  ]\n}\n`,
  );
}
