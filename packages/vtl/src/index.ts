export type { HostMethod, Value } from '@portico/values';
export { HostObject, JavaDouble, JavaException, JavaList, JavaLong, JavaMap, toJavaString } from '@portico/values';
export type { AnalyzedString, MacroDefinition } from './analyze/analysis.ts';
export type {
  ASTBlock,
  ASTDirective,
  ASTIfStatement,
  ASTMethod,
  ASTprocess,
  ASTReference,
  ASTSetDirective,
  ASTStringLiteral,
  DirectiveArgument,
  Expression,
  PathStep,
  Statement,
} from './ast.ts';
export type { CompiledTemplate, CompileOptions } from './compile.ts';
export { compileTemplate } from './compile.ts';
export type { Diagnostic, DiagnosticCode, VelocityErrorName } from './diagnostic.ts';
export type { Dialect } from './dialect.ts';
export type { JavaType } from './java/java-type.ts';
export type { Language } from './language.ts';
export { LANGUAGE } from './language.ts';
export type { TemplateLimits } from './limits.ts';
export { DEFAULT_LIMITS } from './limits.ts';
export type { PlaceKind, TemplateObserver, TemplatePlace } from './observer.ts';
export { parseJson } from './parse-json.ts';
export type { ParsedTemplate } from './parse-template.ts';
export { METHOD_NAMES, parseTemplate } from './parse-template.ts';
export type { Span } from './source-position.ts';
export { LineMap } from './source-position.ts';
export type { LimitKind } from './template-error.ts';
export { TemplateError, TemplateLimitError } from './template-error.ts';
export type { TemplateScope } from './template-scope.ts';
