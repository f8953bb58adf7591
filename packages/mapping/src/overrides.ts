import { JavaDouble, JavaList, JavaLong, JavaMap, toJavaString, type Value } from '@portico/values';

/** Parameters that templates set in `$context.requestOverride`: name to value, list values joined with `,`. They win over parameter mappings. */
export interface RequestOverrides {
  readonly header: ReadonlyMap<string, string>;
  readonly path: ReadonlyMap<string, string>;
  readonly querystring: ReadonlyMap<string, string>;
}

/** What templates of either phase set in `$context.responseOverride`. */
export interface ResponseOverrides {
  /** 100 to 599. Anything else that a template sets is ignored (spec: data plane, section 12). */
  readonly status?: number;
  readonly header: ReadonlyMap<string, string>;
}

export function requestOverrides(context: JavaMap): RequestOverrides {
  const overrides = context.get('requestOverride');
  if (!(overrides instanceof JavaMap)) return NO_REQUEST_OVERRIDES;
  return {
    header: group(overrides, 'header'),
    path: group(overrides, 'path'),
    querystring: group(overrides, 'querystring'),
  };
}

export function responseOverrides(context: JavaMap): ResponseOverrides {
  const overrides = context.get('responseOverride');
  if (!(overrides instanceof JavaMap)) return NO_RESPONSE_OVERRIDES;
  const status = statusOf(overrides.get('status'));
  const header = group(overrides, 'header');
  return status === undefined ? { header } : { status, header };
}

const NONE: ReadonlyMap<string, string> = new Map();
const NO_REQUEST_OVERRIDES: RequestOverrides = { header: NONE, path: NONE, querystring: NONE };
const NO_RESPONSE_OVERRIDES: ResponseOverrides = { header: NONE };

function group(overrides: JavaMap, name: string): ReadonlyMap<string, string> {
  const values = overrides.get(name);
  if (!(values instanceof JavaMap) || values.size === 0) return NONE;
  const group = new Map<string, string>();
  for (const [key, value] of values.entries()) {
    if (value !== null) group.set(toJavaString(key), parameterText(value));
  }
  return group;
}

function parameterText(value: Value): string {
  return value instanceof JavaList ? value.items.map((item) => toJavaString(item)).join(',') : toJavaString(value);
}

function statusOf(value: Value | undefined): number | undefined {
  const status = value instanceof JavaLong ? Number(value.value) : value;
  if (typeof status !== 'number' || value instanceof JavaDouble) return undefined;
  return Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
}
