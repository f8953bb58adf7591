import { HostObject, JavaList, JavaMap, parseJson, type Value } from '@portico/values';
import { compileTemplate, type Dialect, type JavaType, LANGUAGE, TemplateError } from '@portico/vtl';
import { compileMappingTemplate } from '../mapping-template.ts';
import { SAMPLE_BODY, SAMPLE_SCOPE } from './sample.ts';

/** What a template makes of the sample request in API Gateway's dialect, or the class name of the error. */
export function renderMapping(template: string): string {
  return renderOrName(() => compileMappingTemplate(template).render(SAMPLE_SCOPE));
}

/** The same with the members of the sample body as variables, without `$input`, in either dialect. */
export function renderPlain(template: string, dialect: Dialect): string {
  return renderOrName(() => compileTemplate(template, { dialect }).render(variables(dialect)));
}

/** As `callExample` runs it: values as API Gateway reads them, but a reference that does not resolve shows. */
function renderCall(template: string): string {
  return compileTemplate(template, { dialect: 'velocity' }).render(variables('apigateway'));
}

function renderOrName(render: () => string): string {
  try {
    return render();
  } catch (error) {
    if (error instanceof TemplateError) return `**${error.name}**`;
    throw error;
  }
}

function variables(dialect: Dialect): JavaMap {
  const values = parseJson(SAMPLE_BODY, { lists: dialect === 'apigateway' ? 'json' : 'list' });
  if (!(values instanceof JavaMap)) throw new Error('the sample body is no object');
  return values;
}

export interface CallResult {
  /** The class of what the call gives; `void` for nothing. */
  readonly type: JavaType | 'void';
  readonly output: string;
}

/** What an expression gives with the members of the sample body as variables, and how it prints. `setup` goes before it. */
export function callExample(expression: string, setup = ''): CallResult {
  let seen: Value | undefined;
  const see = (args: readonly Value[]): Value => {
    seen = args[0] ?? null;
    return '';
  };
  const values = variables('apigateway');
  values.set('probe', new HostObject('probe', new Map([['see', see]])));
  compileTemplate(`${setup}$!probe.see(${expression})`, { dialect: 'velocity' }).render(values);
  if (seen === undefined) throw new Error(`${expression} does not run`);
  return { type: seen === '' ? 'void' : LANGUAGE.classOf(seen), output: printed(expression, setup, seen) };
}

/** Arrays, iterators and streams print an identity hash: their elements are shown instead. */
function printed(expression: string, setup: string, value: Value): string {
  if (value === null) return '';
  const isArray = value instanceof JavaList && value.kind === 'array';
  const type = LANGUAGE.classOf(value);
  if (!isArray && type !== 'Iterator' && type !== 'Stream') return renderCall(`${setup}${expression}`);
  const elements = type === 'Stream' ? `${expression}.iterator()` : expression;
  return renderCall(`${setup}#foreach($e in ${elements})$!e#if($foreach.hasNext), #end#end`);
}
