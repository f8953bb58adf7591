import type { AnalyzedString } from '../analyze/analysis.ts';
import type { Statement } from '../ast.ts';
import { CodeScope } from './code-scope.ts';
import { emitReferenceText } from './emit-reference.ts';
import { quote, StringPrinter } from './printer.ts';

/** A string that is a template: a concatenation when it only holds text and references, else a function called on the spot. */
export function emitInterpolation(scope: CodeScope, content: AnalyzedString & { type: 'template' }): string {
  const { statements } = content.tree;
  const simple = content.dropsLast ? withoutLastCharacter(statements) : statements;
  if (!scope.template.frames && simple?.every(isTextOrReference)) return emitConcatenation(scope, simple);
  const inner = new CodeScope(scope.template, {
    printer: new StringPrinter(scope.template.frames ? 'w.text' : 'o'),
    loops: scope.template.frames ? [] : scope.loops,
    breaks: 'throw',
    stops: 'throw',
  });
  inner.statements(statements);
  const drop = content.dropsLast ? '.slice(0, -1)' : '';
  if (scope.template.frames) return `text(S, interpolated((w) => {\n${inner.body()}\n})${drop})`;
  return `text(S, (() => {\nlet o = "";\n${inner.body()}\nreturn o${drop};\n})())`;
}

function emitConcatenation(scope: CodeScope, statements: readonly Statement[]): string {
  const parts = statements.flatMap((statement) => {
    if (statement.type === 'ASTText') return statement.text === '' ? [] : [quote(statement.text)];
    return statement.type === 'ASTReference' ? [emitReferenceText(scope, statement)] : [];
  });
  return `text(S, ${parts.length === 0 ? '""' : parts.map((part) => `(${part})`).join(' + ')})`;
}

function isTextOrReference(statement: Statement): boolean {
  return statement.type === 'ASTText' || statement.type === 'ASTReference';
}

/** `undefined` when the last character is not plain text. */
function withoutLastCharacter(statements: readonly Statement[]): readonly Statement[] | undefined {
  const last = statements.at(-1);
  if (last?.type !== 'ASTText' || last.text === '') return undefined;
  return [...statements.slice(0, -1), { type: 'ASTText', text: last.text.slice(0, -1) }];
}
