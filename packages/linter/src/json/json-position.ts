/**
 * Where in a JSON text a place is, as far as what is printed there is concerned. `document`: nothing but blanks before it and nothing open.
 * `key`: a member's name, quoted or not.
 */
export type JsonPosition = 'document' | 'string' | 'value' | 'key';

/**
 * A reader of JSON text that forgives every mistake: it only knows strings, brackets, and whether a key or a value comes next.
 * Written `mode` and the open brackets: `v{[` (value expected in an array in an object). Modes: `v` value expected, `k` key expected,
 * `c` after a key, `a` after a value, `b` in a bare value, `s` and `S` in a string or key, `e` and `E` there behind a backslash.
 */
export type JsonState = string;

export const JSON_START: JsonState = 'v';

const MAX_STACK = 60;

export function advanceText(state: JsonState, text: string): JsonState {
  let mode = state[0] ?? 'v';
  let stack = state.slice(1);
  for (const character of text) {
    switch (mode) {
      case 's':
        mode = character === '"' ? 'a' : character === '\\' ? 'e' : 's';
        continue;
      case 'S':
        mode = character === '"' ? 'c' : character === '\\' ? 'E' : 'S';
        continue;
      case 'e':
        mode = 's';
        continue;
      case 'E':
        mode = 'S';
        continue;
    }
    switch (character) {
      case ' ':
      case '\n':
      case '\r':
      case '\t':
        if (mode === 'b') mode = 'a';
        break;
      case '"':
        mode = mode === 'k' || ((mode === 'a' || mode === 'b') && stack.endsWith('{')) ? 'S' : 's';
        break;
      case '{':
      case '[':
        if (stack.length < MAX_STACK) stack += character;
        mode = character === '{' ? 'k' : 'v';
        break;
      case '}':
      case ']':
        stack = stack.slice(0, -1);
        mode = 'a';
        break;
      case ',':
        mode = stack.endsWith('{') ? 'k' : 'v';
        break;
      case ':':
        mode = 'v';
        break;
      default:
        if (mode === 'k') mode = 'c';
        else if (mode !== 'c') mode = 'b';
    }
  }
  return mode + stack;
}

export function positionOf(state: JsonState): JsonPosition {
  switch (state[0]) {
    case 's':
    case 'e':
      return 'string';
    case 'S':
    case 'E':
    case 'k':
      return 'key';
    case 'a':
      return state.endsWith('{') ? 'key' : 'value';
    default:
      return state === JSON_START ? 'document' : 'value';
  }
}

/** The states behind something printed whose text is not known. */
export function advanceUnknown(state: JsonState): readonly JsonState[] {
  const stack = state.slice(1);
  switch (state[0]) {
    case 'v':
      return [`b${stack}`];
    case 'k':
      // Half a member or whole ones.
      return [`c${stack}`, `a${stack}`];
    case 'e':
      return [`s${stack}`];
    case 'E':
      return [`S${stack}`];
    default:
      return [state];
  }
}
