import { PathAndQuery } from '@portico/api-compiler';
import type { StageAddress } from './url-forms.ts';

/** What of a custom domain's paths leads to which API. */
export interface BasePathMapping {
  /** Without slashes at its ends; empty: everything that no other mapping takes. */
  readonly basePath: string;
  readonly restApiId: string;
  /** Absent: the first segment behind the base path names it. */
  readonly stage?: string;
}

/**
 * The longest base path that matches whole segments wins (spec: data plane, section 2). `$context.path` is the path as it came.
 *
 * @param rawTarget the request target as received, origin form
 * @returns `undefined` when no mapping takes it
 */
export function customDomainAddress(mappings: readonly BasePathMapping[], rawTarget: string): StageAddress | undefined {
  const question = rawTarget.indexOf('?');
  const rawPath = question === -1 ? rawTarget : rawTarget.slice(0, question);
  const path = `/${rawPath.replace(LEADING_SLASHES, '')}`;
  let best: BasePathMapping | undefined;
  for (const mapping of mappings) {
    if (covers(mapping.basePath, path) && mapping.basePath.length >= (best?.basePath.length ?? 0)) best = mapping;
  }
  if (best === undefined) return undefined;
  const below = best.basePath === '' ? path : path.slice(best.basePath.length + 1);
  const [, named = '', rest = ''] =
    best.stage === undefined ? (STAGE_FIRST.exec(below) ?? []) : ['', best.stage, below];
  return {
    apiId: best.restApiId,
    stageName: named,
    belowStage: PathAndQuery.of(rest, question === -1 ? '' : rawTarget.slice(question + 1)),
    contextPath: rawPath,
  };
}

const LEADING_SLASHES = /^\/+/;
const STAGE_FIRST = /^\/+([^/]+)(\/.*)?$/s;

function covers(basePath: string, path: string): boolean {
  if (basePath === '') return true;
  if (!path.startsWith(basePath, 1)) return false;
  const next = path.charAt(basePath.length + 1);
  return next === '' || next === '/';
}
