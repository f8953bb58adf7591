import type { ASTprocess, ParsedTemplate } from '@portico/vtl';
import { visitTemplate } from '../template/visit.ts';

/** Every variable that a template assigns anywhere: `#set`, loops, `#define`, parameters of macros. */
export function assignedNames(parsed: ParsedTemplate, tree: ASTprocess): ReadonlySet<string> {
  const names = new Set<string>();
  visitTemplate(parsed, tree, {
    set: ({ left }) => {
      if (left.path.length === 0) names.add(left.assignedName);
    },
    directive: ({ name, args }) => {
      const [first] = args ?? [];
      if ((name === 'foreach' || name === 'define') && first?.type === 'ASTReference') names.add(first.root);
    },
  });
  for (const { parameters } of parsed.macros) for (const parameter of parameters) names.add(parameter);
  return names;
}
