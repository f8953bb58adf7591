import type { Throttle, UsagePlan, UsagePlanStage } from '@portico/store';
import { badRequest } from '../errors.ts';
import type { PatchOperation } from '../patch-operations.ts';
import { unescapePathPart } from '../patch-operations.ts';
import { addRemoveReplace, invalidPatchPath, onlyReplace, patchEnum, withEntry, without } from '../patch-rules.ts';
import { QUOTA_PERIODS } from './usage-plan-rules.ts';

type PlanStage = Pick<UsagePlanStage, 'apiId' | 'stage'>;

/** The plan after one patch operation (spec: control plane, section 5). `checkStage` throws for a stage that is not there. */
export function patchUsagePlan(
  plan: UsagePlan,
  operation: PatchOperation,
  checkStage: (stage: PlanStage) => void,
): UsagePlan {
  const { op, path = '', value } = operation;
  if (path === '/apiStages') return patchStages(plan, operation, checkStage);
  const stage = /^\/apiStages\/([^/:]+):([^/]+)\/throttle(?:\/(.+))?$/.exec(path);
  if (stage !== null) return patchStageThrottle(plan, stage, operation);
  if (path === '/throttle' && op === 'remove') return withoutMember(plan, 'throttle');
  if (path === '/quota' && op === 'remove') return withoutMember(plan, 'quota');
  const [, group, member] = path.split('/');
  if (group === 'throttle' && isLimit(member)) {
    addRemoveReplace(operation);
    return { ...plan, throttle: withLimit(plan.throttle ?? {}, member, operation) };
  }
  if (group === 'quota' && (member === 'limit' || member === 'offset' || member === 'period')) {
    addRemoveReplace(operation);
    const quota = plan.quota ?? { limit: 0, offset: 0, period: 'DAY' };
    const changed = member === 'period' ? patchEnum(value ?? '', QUOTA_PERIODS, 'period') : number(value);
    return { ...plan, quota: { ...quota, [member]: changed } };
  }
  if (path === '/name') {
    onlyReplace(operation);
    return { ...plan, name: value ?? '' };
  }
  if (path === '/description' || path === '/productCode') {
    onlyReplace(operation);
    const name = path === '/description' ? 'description' : 'productCode';
    return value === undefined || value === '' ? withoutMember(plan, name) : { ...plan, [name]: value };
  }
  throw invalidPatchPath(operation.path);
}

function patchStages(plan: UsagePlan, operation: PatchOperation, checkStage: (stage: PlanStage) => void): UsagePlan {
  const [, apiId, stage] = /^([^:]+):([^:]+)$/.exec(operation.value ?? '') ?? [];
  if (apiId === undefined || stage === undefined) throw badRequest('Invalid API Stage specified');
  const others = plan.apiStages.filter((one) => one.apiId !== apiId || one.stage !== stage);
  if (addRemoveReplace(operation) === 'remove') return { ...plan, apiStages: others };
  checkStage({ apiId, stage });
  return { ...plan, apiStages: [...others, { apiId, stage, throttle: {} }] };
}

/** `/apiStages/{api}:{stage}/throttle[/{path}/{METHOD}[/{rateLimit or burstLimit}]]` */
function patchStageThrottle(plan: UsagePlan, match: RegExpExecArray, operation: PatchOperation): UsagePlan {
  const [, apiId, stageName, rest] = match;
  const existing = plan.apiStages.find((one) => one.apiId === apiId && one.stage === stageName);
  if (existing === undefined) throw badRequest('Invalid API Stage specified');
  return {
    ...plan,
    apiStages: plan.apiStages.map((one) => (one === existing ? { ...one, throttle: changed(one) } : one)),
  };

  function changed({ throttle }: UsagePlanStage): UsagePlanStage['throttle'] {
    const op = addRemoveReplace(operation);
    const [resourcePath, verb, member, ...more] = (rest ?? '').split('/');
    if (op === 'remove' && rest === undefined) return {};
    if (resourcePath === undefined || verb === undefined || more.length > 0) throw invalidPatchPath(operation.path);
    const key = `${unescapePathPart(resourcePath)}/${verb}`;
    if (op === 'remove' && member === undefined) return without(throttle, key);
    if (!isLimit(member)) throw invalidPatchPath(operation.path);
    return withEntry(
      throttle,
      key,
      withLimit(Object.hasOwn(throttle, key) ? (throttle[key] ?? {}) : {}, member, operation),
    );
  }
}

type Limit = keyof Throttle;

function isLimit(member: string | undefined): member is Limit {
  return member === 'rateLimit' || member === 'burstLimit';
}

function withLimit(throttle: Throttle, member: Limit, operation: PatchOperation): Throttle {
  const { [member]: _, ...rest } = throttle;
  return operation.op === 'remove' ? rest : { ...rest, [member]: number(operation.value) };
}

/** What is no number is refused with the limits as a whole. */
function number(text: string | undefined): number {
  return /^\d{1,10}(?:\.\d{1,10})?$/.test(text ?? '') ? Number(text) : Number.NaN;
}

function withoutMember(plan: UsagePlan, name: 'throttle' | 'quota' | 'description' | 'productCode'): UsagePlan {
  const { [name]: _, ...rest } = plan;
  return rest;
}
