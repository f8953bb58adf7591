import { ContainerRefusal } from './container-refusal.ts';

/** The two forms of requests and answers. */
export type Form = 'application/json' | 'application/jsonlines';

const FORMS: readonly Form[] = ['application/json', 'application/jsonlines'];

export interface RequestType {
  readonly form: Form;
  /** `infer_max_seqlens=F,B`: how many tokens of `in0` and of `in1` count, 1 to 5000 each. */
  readonly inferMaxSeqlens?: readonly [number, number];
}

const PLAIN_JSON: RequestType = { form: 'application/json' };

/** `application/jsonlines; infer_max_seqlens=10,20`; absent: application/json. @throws ContainerRefusal 415, or 400 for a bad parameter. */
export function requestType(contentType: string | undefined): RequestType {
  if (contentType === undefined || contentType === 'application/json') return PLAIN_JSON;
  const [type = '', ...parameters] = contentType.split(';');
  const form = FORMS.find((name) => name === type.trim().toLowerCase());
  if (form === undefined) {
    throw new ContainerRefusal(`Content-Type ${contentType} is not supported: use ${FORMS.join(' or ')}`, 415);
  }
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=');
    if (name.trim().toLowerCase() === 'infer_max_seqlens') return { form, inferMaxSeqlens: seqlens(value.trim()) };
  }
  return { form };
}

function seqlens(value: string): readonly [number, number] {
  const [, left, right] = /^"?(\d{1,4}) *, *(\d{1,4})"?$/.exec(value) ?? [];
  const lengths = [Number(left), Number(right)] as const;
  if (lengths.every((length) => length >= 1 && length <= 5000)) return lengths;
  throw new ContainerRefusal(`infer_max_seqlens=${value} is not two integers from 1 to 5000`);
}

/**
 * The form that the Accept header likes best (RFC 9110, section 12.5.1; among equals the first listed, the request's form
 * for a wildcard); absent: the request's form. @throws ContainerRefusal 406
 */
export function answerForm(accept: string | undefined, requested: Form): Form {
  if (accept === undefined || accept.trim() === '' || accept === requested || accept === '*/*') return requested;
  let best: Form | undefined;
  let bestQuality = 0;
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';');
    const form = formOf(type.trim().toLowerCase(), requested);
    const quality = qualityOf(parameters);
    if (form !== undefined && quality > bestQuality) {
      best = form;
      bestQuality = quality;
    }
  }
  if (best === undefined)
    throw new ContainerRefusal(`Accept ${accept} is not supported: use ${FORMS.join(' or ')}`, 406);
  return best;
}

function formOf(type: string, requested: Form): Form | undefined {
  if (type === '*/*' || type === 'application/*') return requested;
  return FORMS.find((name) => name === type);
}

function qualityOf(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const found = /^\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(parameter)?.[1];
    if (found !== undefined) return Number(found);
  }
  return 1;
}
