import { lex } from '../lexer/lexer.ts';
import { SyntaxFault } from '../syntax-fault.ts';
import { parse } from './parse.ts';

/** Faults reported for one template. */
const MAX_FAULTS = 20;

/**
 * The faults behind the first one: reading starts again on each next line. What only follows from not knowing which
 * blocks are open (an `#end` without a beginning, a missing one at the end) is left out.
 */
export function findFurtherFaults(source: string, first: SyntaxFault): SyntaxFault[] {
  const faults: SyntaxFault[] = [];
  for (let start = nextLine(source, first.start); start < source.length && faults.length < MAX_FAULTS; ) {
    const fault = faultOf(source.slice(start));
    if (fault === undefined) break;
    const at = start + fault.start;
    if (!isAboutBlocks(fault, source.slice(at, at + 10))) {
      faults.push(new SyntaxFault(fault.code, fault.message, at, start + fault.end));
    }
    start = nextLine(source, at);
  }
  return faults;
}

function faultOf(source: string): SyntaxFault | undefined {
  try {
    parse(lex(source), { macroNames: new Set(), knownMacros: new Set() });
    return undefined;
  } catch (thrown) {
    if (thrown instanceof SyntaxFault) return thrown;
    throw thrown;
  }
}

function isAboutBlocks(fault: SyntaxFault, text: string): boolean {
  return fault.code === 'unexpected-end' || /^#\{?(?:end|else|elseif)\b/.test(text);
}

/** Where the line after `offset` starts; the end of the source when it is the last one. */
function nextLine(source: string, offset: number): number {
  const end = source.indexOf('\n', offset);
  return end === -1 ? source.length : end + 1;
}
