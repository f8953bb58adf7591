import { HostObject, JavaList, JavaMap, toJavaString, type Value } from '@portico/values';
import type { AnalyzedString, ASTReference, ASTStringLiteral, Expression, PathStep, Statement } from '@portico/vtl';
import { parseTemplate } from '@portico/vtl';

/**
 * The other way to compile a template: a tree of closures, for the part of the language that the two measured templates use. To be compared with the
 * code that Portico generates, so it does what that does: values of the same model, one step for each iteration and call, the output checked
 * after each iteration. It leaves out what the templates do not need (other directives, macros, overloads, errors).
 */
export function compileClosures(source: string): (input: HostObject) => string {
  const { tree, strings } = parseTemplate(source);
  if (tree === undefined) throw new Error('the template does not parse');
  const run = statements(tree.statements, strings);
  return (input) => {
    const state: State = { text: '', steps: MAX_STEPS, variables: new Map([['input', input]]), hasNext: false };
    run(state);
    return state.text;
  };
}

const MAX_STEPS = 20_000_000;
const MAX_LENGTH = 20_000_000;

interface State {
  text: string;
  steps: number;
  readonly variables: Map<string, Value>;
  hasNext: boolean;
}

type Run = (state: State) => void;
type Read = (state: State) => Value;
type Strings = ReadonlyMap<ASTStringLiteral, AnalyzedString>;

function statements(all: readonly Statement[], strings: Strings): Run {
  const runs = all.map((one) => statement(one, strings));
  return (state) => {
    for (let i = 0; i < runs.length; i++) (runs[i] as Run)(state);
  };
}

function statement(one: Statement, strings: Strings): Run {
  switch (one.type) {
    case 'ASTText': {
      const { text } = one;
      return (state) => {
        state.text += text;
      };
    }
    case 'ASTReference': {
      const read = reference(one, strings);
      return (state) => {
        const value = read(state);
        state.text += typeof value === 'string' ? value : value === null ? '' : toJavaString(value, MAX_LENGTH);
      };
    }
    case 'ASTSetDirective': {
      const name = one.left.root;
      const read = expression(one.right, strings);
      return (state) => void state.variables.set(name, read(state) ?? '');
    }
    case 'ASTIfStatement': {
      const [branch] = one.branches;
      if (branch === undefined) throw new Error('an #if has a condition');
      const read = expression(branch.condition, strings);
      const run = statements(branch.block.statements, strings);
      return (state) => {
        const value = read(state);
        if (value !== null && value !== false) run(state);
      };
    }
    case 'ASTDirective': {
      const [variable, , items] = one.args ?? [];
      if (
        one.name !== 'foreach' ||
        variable?.type !== 'ASTReference' ||
        items === undefined ||
        items.type === 'ASTWord'
      )
        throw new Error(`no closure for #${one.name}`);
      return foreach(variable.root, expression(items, strings), statements(one.block?.statements ?? [], strings));
    }
  }
}

function foreach(name: string, read: Read, run: Run): Run {
  return (state) => {
    const list = read(state);
    if (!(list instanceof JavaList)) return;
    const { items } = list;
    for (let i = 0; i < items.length; i++) {
      if (--state.steps < 0) throw new Error('too many steps');
      state.variables.set(name, items[i] ?? null);
      state.hasNext = i + 1 < items.length;
      run(state);
      if (state.text.length > MAX_LENGTH) throw new Error('too long');
    }
  };
}

function expression(one: Expression, strings: Strings): Read {
  switch (one.type) {
    case 'ASTReference':
      return reference(one, strings);
    case 'ASTExpression':
      return expression(one.expression, strings);
    case 'ASTStringLiteral': {
      const content = strings.get(one);
      if (content?.type !== 'text') throw new Error('no closure for an interpolated string');
      return () => content.text;
    }
    case 'ASTIntegerLiteral': {
      const value = Number(one.image);
      return () => value;
    }
    default:
      throw new Error(`no closure for ${one.type}`);
  }
}

function reference({ root, path }: ASTReference, strings: Strings): Read {
  if (root === 'foreach') return (state) => state.hasNext;
  return path.reduce<Read>(
    (self, step) => pathStep(self, step, strings),
    (state) => state.variables.get(root) ?? null,
  );
}

function pathStep(self: Read, step: PathStep, strings: Strings): Read {
  switch (step.type) {
    case 'ASTIdentifier': {
      const { name } = step;
      return (state) => {
        const value = self(state);
        return value instanceof JavaMap ? (value.get(name) ?? null) : null;
      };
    }
    case 'ASTIndex': {
      const index = expression(step.index, strings);
      return (state) => {
        const value = self(state);
        return value instanceof JavaList ? (value.items[Number(index(state))] ?? null) : null;
      };
    }
    case 'ASTMethod': {
      const { name } = step;
      const args = step.args.map((argument) => expression(argument, strings));
      return (state) => {
        const value = self(state);
        if (--state.steps < 0) throw new Error('too many steps');
        const values = args.map((read) => read(state));
        if (value instanceof HostObject) return value.methods.get(name)?.(values) ?? null;
        if (typeof value === 'string' && name === 'split') return split(value, String(values[0]));
        return null;
      };
    }
  }
}

/** Java's split by a plain character: empty parts at the end are dropped. */
function split(text: string, separator: string): JavaList {
  const parts = text.split(separator);
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return new JavaList(parts, 'array');
}
