/**
 * An integration URI: `{name}` takes an integration path parameter, `${stageVariables.name}` a stage variable (undefined: empty);
 * anything else of that form stays as it is (spec: data plane, section 9.6).
 */
export interface UriTemplate {
  /** The text, when nothing in it depends on the request or stage. */
  readonly constant: string | undefined;
  /** The text with `x` in every placeholder: its shape, for checks before any request. */
  readonly shape: string;
  render(pathParameters: ReadonlyMap<string, string>, stageVariables: ReadonlyMap<string, string>): string;
}

type Part = { readonly text: string } | { readonly path: string } | { readonly stageVariable: string };

const PLACEHOLDER = /\$\{stageVariables\.([A-Za-z0-9_]+)\}|(?<!\$)\{([^{}/]+)\}/g;

export function compileUri(uri: string): UriTemplate {
  const parts = partsOf(uri);
  if (parts.every((part) => 'text' in part)) return { constant: uri, shape: uri, render: () => uri };
  return {
    constant: undefined,
    shape: parts.map((part) => ('text' in part ? part.text : 'x')).join(''),
    render(pathParameters, stageVariables) {
      let rendered = '';
      for (const part of parts) {
        if ('text' in part) rendered += part.text;
        else if ('path' in part) rendered += pathValue(pathParameters, part.path);
        else rendered += stageVariables.get(part.stageVariable) ?? '';
      }
      return rendered;
    },
  };
}

function partsOf(uri: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of uri.matchAll(PLACEHOLDER)) {
    if (match.index > end) parts.push({ text: uri.slice(end, match.index) });
    const [whole, stageVariable, path] = match;
    if (stageVariable !== undefined) parts.push({ stageVariable });
    else if (path !== undefined) parts.push({ path });
    end = match.index + whole.length;
  }
  if (end < uri.length) parts.push({ text: uri.slice(end) });
  return parts;
}

/** Path values arrive undecoded; what came decoded from elsewhere must not open a query, a fragment or a new line. */
function pathValue(pathParameters: ReadonlyMap<string, string>, name: string): string {
  const value = pathParameters.get(name);
  return value === undefined ? `{${name}}` : percentEncoded(value, NOT_IN_A_PATH);
}

const NOT_IN_A_PATH = /[^\x21-\x7e]|["<>\\^`{|}?#]/gu;

/** @param what global: the characters that become the escapes of their UTF-8 bytes */
export function percentEncoded(text: string, what: RegExp): string {
  return text.search(what) === -1 ? text : text.toWellFormed().replace(what, (found) => encodeURIComponent(found));
}
