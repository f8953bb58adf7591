import { JavaMap, type Payload, type Value } from '@portico/values';
import { compileTemplate, type TemplateObserver } from '@portico/vtl';
import { createInput } from './input.ts';
import type { MappingScope } from './mapping-scope.ts';
import type { TemplateDiagnostic } from './template-diagnostic.ts';
import { UTIL } from './util/util.ts';

export interface MappingTemplate {
  /** Not empty: the template does not parse, and `render` always throws. */
  readonly diagnostics: readonly TemplateDiagnostic[];
  /** Throws when the template fails (syntax, an exception in a call, a limit). The service answers 500 then. */
  render(scope: MappingScope): string;
  /** The same as a body. */
  renderPayload(scope: MappingScope): Payload;
}

/**
 * Bounds of one render. The service documents 1,000 iterations of a loop and payloads of 10 MB
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html); `steps` is ours.
 */
export const MAPPING_TEMPLATE_LIMITS = {
  foreachIterations: 1_000,
  outputLength: 10_485_760,
  steps: 5_000_000,
} as const;

/** Compiles a mapping template (spec: data plane, section 21). It sees `$input`, `$context`, `$stageVariables` and `$util`, each made when it is first named. */
export function compileMappingTemplate(source: string, observer?: TemplateObserver): MappingTemplate {
  const template = compileTemplate(source, {
    dialect: 'apigateway',
    limits: MAPPING_TEMPLATE_LIMITS,
    ...(observer === undefined ? {} : { observer }),
  });
  const input = createInput();
  let bound: MappingScope | undefined;
  let stageVariables: JavaMap | undefined;

  function root(name: string): Value | undefined {
    if (bound === undefined) return undefined;
    switch (name) {
      case 'input':
        return input.host;
      case 'util':
        return UTIL;
      case 'context':
        return bound.context;
      case 'stageVariables':
        stageVariables ??= JavaMap.of(bound.stageVariables);
        return stageVariables;
      default:
        return undefined;
    }
  }

  // Rendering is synchronous and a template does not render itself: one set of host objects serves all renders.
  function bind(scope: MappingScope | undefined): void {
    bound = scope;
    stageVariables = undefined;
    input.bind(scope);
  }

  const roots = { get: root };
  return {
    diagnostics: template.diagnostics,
    render(scope) {
      bind(scope);
      try {
        return template.render(roots);
      } finally {
        bind(undefined);
      }
    },
    renderPayload(scope) {
      bind(scope);
      try {
        return template.renderPayload(roots);
      } finally {
        bind(undefined);
      }
    },
  };
}
