import type {
  ASTBlock,
  ASTDirective,
  ASTIfStatement,
  ASTprocess,
  ASTReference,
  ASTSetDirective,
  Expression,
  ParsedTemplate,
  Statement,
} from '@portico/vtl';

/** What to do at each node; `isInString`: its span counts from the start of a string. */
export interface Visitor {
  set?(node: ASTSetDirective, isInString: boolean): void;
  directive?(node: ASTDirective, isInString: boolean): void;
  condition?(node: ASTIfStatement, isInString: boolean): void;
  reference?(node: ASTReference, isTarget: boolean, isInString: boolean): void;
}

/** Walks over all of a template, strings and macros included, in the order of the source. */
export function visitTemplate(parsed: ParsedTemplate, tree: ASTprocess, visitor: Visitor): void {
  let stringDepth = 0;
  block(tree);

  function block(node: ASTBlock | ASTprocess | undefined): void {
    for (const one of node?.statements ?? []) statement(one);
  }

  function statement(node: Statement): void {
    const isInString = stringDepth > 0;
    switch (node.type) {
      case 'ASTText':
        return;
      case 'ASTReference':
        reference(node, false);
        return;
      case 'ASTSetDirective':
        visitor.set?.(node, isInString);
        reference(node.left, true);
        expression(node.right);
        return;
      case 'ASTIfStatement':
        visitor.condition?.(node, isInString);
        for (const branch of node.branches) {
          expression(branch.condition);
          block(branch.block);
        }
        block(node.otherwise);
        return;
      case 'ASTDirective':
        visitor.directive?.(node, isInString);
        for (const [i, argument] of (node.args ?? []).entries()) {
          if (argument.type === 'ASTWord') continue;
          const declares = i === 0 && (node.name === 'foreach' || node.name === 'define');
          if (argument.type === 'ASTReference') reference(argument, declares || node.name === 'macro');
          else expression(argument);
        }
        block(node.block);
    }
  }

  function reference(node: ASTReference, isTarget: boolean): void {
    visitor.reference?.(node, isTarget, stringDepth > 0);
    for (const step of node.path) {
      if (step.type === 'ASTMethod') for (const argument of step.args) expression(argument);
      else if (step.type === 'ASTIndex') expression(step.index);
    }
  }

  function expression(node: Expression): void {
    switch (node.type) {
      case 'ASTReference':
        reference(node, false);
        return;
      case 'ASTStringLiteral': {
        const content = parsed.strings.get(node);
        if (content?.type !== 'template') return;
        stringDepth++;
        block(content.tree);
        stringDepth--;
        return;
      }
      case 'ASTIntegerRange':
        expression(node.from);
        expression(node.to);
        return;
      case 'ASTMap':
        for (const { key, value } of node.entries) {
          expression(key);
          expression(value);
        }
        return;
      case 'ASTObjectArray':
        for (const item of node.items) expression(item);
        return;
      case 'ASTExpression':
        expression(node.expression);
        return;
      case 'ASTNotNode':
        expression(node.operand);
        return;
      case 'ASTIntegerLiteral':
      case 'ASTFloatingPointLiteral':
      case 'ASTTrue':
      case 'ASTFalse':
        return;
      default:
        expression(node.left);
        expression(node.right);
    }
  }
}
