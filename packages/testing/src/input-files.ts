import { parseJson, printJson } from '@portico/values';
import type { TemplateInput } from './template-input.ts';

/** An input as the files that `portico render` takes. */
export interface InputFiles {
  /** For `--request`. */
  readonly request: string;
  /** For `--response`; absent in the request phase. */
  readonly response?: string;
}

/** The text of the files that give this input again. A body that is JSON stands there as JSON, unless that is a text. */
export function inputFiles({ request = {}, response }: TemplateInput): InputFiles {
  const { body, ...rest } = request;
  const members = Object.entries(rest).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  if (body !== undefined) members.push(`  "body": ${bodyMember(body)}`);
  const text = members.length === 0 ? '{}\n' : `{\n${members.join(',\n')}\n}\n`;
  return { request: text, ...(response === undefined ? {} : { response: response.body ?? '' }) };
}

function bodyMember(body: string): string {
  try {
    const value = parseJson(body, { lists: 'json' });
    if (typeof value !== 'string' && value !== null && printJson(value) === body) return body;
  } catch {
    // Not JSON: written as text.
  }
  return JSON.stringify(body);
}
