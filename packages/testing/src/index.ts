export type { CheckProblem, CheckResult, TemplateCheck } from './check-template.ts';
export { CheckSchemaError, checkTemplate } from './check-template.ts';
export type { RequestInput, ResponseInput, TemplateInput } from './template-input.ts';
export { readRequestInput, TemplateInputError, templateScope } from './template-input.ts';
