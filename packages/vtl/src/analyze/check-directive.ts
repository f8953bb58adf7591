import type { ASTDirective } from '../ast.ts';
import type { DiagnosticCode, VelocityErrorName } from '../diagnostic.ts';

export interface DirectiveProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly errorName: VelocityErrorName;
}

/** What Velocity refuses when it initialises a directive. Several of its errors are accidents; the class names are its own. */
export function checkDirective({ name, args, block }: ASTDirective): DirectiveProblem | undefined {
  const count = args?.length ?? 0;
  switch (name) {
    case 'foreach':
      if (args === undefined)
        return problem('missing-argument', '#foreach needs `($item in $items)`', 'NullPointerException');
      return count === 0
        ? problem('missing-argument', '#foreach needs `($item in $items)`', 'ArrayIndexOutOfBoundsException')
        : undefined;
    case 'literal':
      if (args === undefined) return problem('missing-argument', '#literal needs `()`', 'NullPointerException');
      return count === 0 && block?.literal === undefined
        ? problem('empty-literal', '#literal needs a body', 'NullPointerException')
        : undefined;
    case 'define':
      if (args === undefined) return problem('missing-argument', '#define needs `($name)`', 'NullPointerException');
      return count === 1 ? undefined : problem('missing-argument', '#define needs one name', 'VelocityException');
    case 'break':
    case 'stop':
      return count > 1
        ? problem('too-many-arguments', `#${name} takes at most one argument`, 'VelocityException')
        : undefined;
    case 'evaluate': {
      const type = args?.[0]?.type;
      if (count === 1 && (type === 'ASTStringLiteral' || type === 'ASTReference')) return undefined;
      return problem('missing-argument', '#evaluate takes one string or reference', 'ParseErrorException');
    }
    default:
      return undefined;
  }
}

function problem(code: DiagnosticCode, message: string, errorName: VelocityErrorName): DirectiveProblem {
  return { code, message, errorName };
}
