import type { ProbeInput } from '../probe/scenario.ts';

/** An input as people read it: only what there is. */
export function inputText({ path, querystring, header, body, context, stageVariables }: ProbeInput): string {
  const parts: string[] = [];
  const parameters = { ...path, ...querystring, ...header };
  for (const [name, value] of Object.entries(parameters)) parts.push(`${name}=${quoted(value)}`);
  for (const [name, value] of Object.entries(stageVariables)) parts.push(`stage variable ${name}=${quoted(value)}`);
  for (const [name, value] of leaves(context, '$context')) parts.push(`${name}=${quoted(value)}`);
  if (body !== undefined) parts.push(`body ${printed(body)}`);
  return parts.length === 0 ? 'any request' : parts.join(', ');
}

function leaves(value: unknown, name: string): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, member]) => leaves(member, `${name}.${key}`));
}

function quoted(text: string): string {
  return /^[\w.,:/-]+$/.test(text) ? text : printed(text.includes("'") ? `"${text}"` : `'${text}'`);
}

/** On one line, and nothing that steers a terminal. */
export function printed(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}
