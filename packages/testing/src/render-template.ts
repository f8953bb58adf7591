import {
  compileMappingTemplate,
  type MappingTemplateObserver,
  type RequestOverrides,
  type ResponseOverrides,
  requestOverrides,
  responseOverrides,
} from '@portico/mapping';
import { type Span, TemplateError, TemplateLimitError } from '@portico/vtl';
import type { TemplateInput } from './template-input.ts';
import { templateScope } from './template-input.ts';

export type RenderResult = RenderOutput | RenderFailure;

export interface RenderOutput {
  readonly rendered: true;
  readonly output: string;
  readonly overrides: Overrides;
}

/** What the template set in `$context.requestOverride` and `$context.responseOverride`. */
export interface Overrides {
  readonly request: RequestOverrides;
  readonly response: ResponseOverrides;
}

export interface RenderFailure {
  readonly rendered: false;
  /** The engine's class name: `ParseErrorException`, `MethodInvocationException`; ours: `TemplateLimitError`. */
  readonly error: string;
  /** Where a Java method failed: the class name of what it threw. */
  readonly cause?: string;
  readonly message: string;
  readonly span?: Span;
}

/** A template that can be rendered over any number of inputs. Failures are results, with their place in the source. */
export interface TestedTemplate {
  readonly source: string;
  render(input: TemplateInput): RenderResult;
}

/** @param observer hears what the template does, too */
export function testedTemplate(source: string, observer: MappingTemplateObserver = SILENT): TestedTemplate {
  // Observed in any case: only then do errors say where they are.
  const template = compileMappingTemplate(source, observer);
  return {
    source,
    render(input) {
      const scope = templateScope(input);
      try {
        const output = template.render(scope);
        const overrides = { request: requestOverrides(scope.context), response: responseOverrides(scope.context) };
        return { rendered: true, output, overrides };
      } catch (thrown) {
        return failureOf(thrown);
      }
    },
  };
}

/** True when a template has overridden nothing. */
export function overridesNothing({ request, response }: Overrides): boolean {
  const groups = [request.header, request.path, request.querystring, response.header];
  return response.status === undefined && groups.every(({ size }) => size === 0);
}

const SILENT: MappingTemplateObserver = { entered: () => undefined, reached: () => undefined };

export function failureOf(thrown: unknown): RenderFailure {
  if (!(thrown instanceof Error)) throw thrown;
  const span = thrown instanceof TemplateError || thrown instanceof TemplateLimitError ? thrown.span : undefined;
  const cause = thrown instanceof TemplateError ? thrown.javaCause : undefined;
  return {
    rendered: false,
    error: thrown.name,
    ...(cause === undefined ? {} : { cause }),
    message: span === undefined ? thrown.message : withoutPlace(thrown.message),
    ...(span === undefined ? {} : { span }),
  };
}

/** The engine's message says the place of what does not parse; it is said beside it here. */
function withoutPlace(message: string): string {
  return message.replace(/ \(line \d+, column \d+\)$/, '');
}
