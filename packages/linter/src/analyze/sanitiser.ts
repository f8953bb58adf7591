import { compileTemplate, JavaMap } from '@portico/vtl';
import type { Escape } from '../value/taint.ts';

/**
 * What a replacement makes of a text of which something is known: tried on the real engine, because `"\\'"`, `'\\\\'` and `"\'"` are easily confused.
 */
export function escapeAfterReplace(escaping: Escape, method: string, from: string, to: string): Escape {
  switch (escaping) {
    case 'javascript': {
      const result = replaced(ESCAPED, method, from, to);
      if (result === ESCAPED.replaceAll("\\'", "'")) return 'string';
      return result === ESCAPED ? 'javascript' : 'none';
    }
    case 'string':
      return replaced(CLEAN, method, from, to) === CLEAN ? 'string' : 'none';
    case 'json':
      return 'none';
    default:
      return /["\\]/.test(to) ? 'none' : escaping === 'scalar' ? 'plain' : escaping;
  }
}

/** All that escapeJavaScript writes, `\'` at the start, in the middle and twice in a row. */
const ESCAPED = String.raw`\'a\'\'\"b\\c\nd\/e\u00E9\\\'f\'`;
const CLEAN = String.raw`'a''\"b\\c\nd\/e\u00E9\\'f`;

function replaced(text: string, method: string, from: string, to: string): string | undefined {
  const template = compileTemplate(`$text.${method}($from, $to)`, { dialect: 'apigateway' });
  try {
    return template.render(
      JavaMap.of([
        ['text', text],
        ['from', from],
        ['to', to],
      ]),
    );
  } catch {
    return undefined;
  }
}
