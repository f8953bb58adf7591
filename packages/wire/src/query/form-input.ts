import { AwsError } from '../aws-error.ts';
import { queryParameters } from '../sigv4/canonical-request.ts';

/** More parameters than any operation has; a form with more is refused. */
const MAX_PARAMETERS = 2000;

/** A member position above this is none: `Tags.member.1000000` is not a list of a million. */
const MAX_MEMBERS = 1000;

/**
 * The parameters of a Query request: `Action=CreateRole&RoleName=r&Tags.member.1.Key=k`, from the query string and then the form in
 * the body (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#request-serialization). Throws MalformedInput.
 */
export function readForm(rawQuery: string, body: Uint8Array): FormInput {
  const parameters = new Map<string, string>();
  for (const text of [rawQuery, Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')]) {
    for (const [name, value] of queryParameters(text)) {
      if (name.startsWith('X-Amz-')) continue;
      if (parameters.size >= MAX_PARAMETERS) throw new AwsError('MalformedInput', 400, 'Too many parameters');
      parameters.set(utf8(name), utf8(value));
    }
  }
  return new FormInput(parameters, '');
}

/** A structure of the input: the whole form, or what a prefix such as `Tags.member.1.` names. */
export class FormInput {
  readonly #parameters: ReadonlyMap<string, string>;
  readonly #prefix: string;

  constructor(parameters: ReadonlyMap<string, string>, prefix: string) {
    this.#parameters = parameters;
    this.#prefix = prefix;
  }

  /** Undefined when it is absent; empty text is a value. */
  text(name: string): string | undefined {
    return this.#parameters.get(this.#prefix + name);
  }

  /** The texts of `Name.member.1`, `Name.member.2`, ... up to the first that is absent; an absent list is empty. */
  texts(name: string): readonly string[] {
    const found: string[] = [];
    for (let position = 1; position <= MAX_MEMBERS; position++) {
      const text = this.text(`${name}.member.${position}`);
      if (text === undefined) break;
      found.push(text);
    }
    return found;
  }

  /** The structures of a list. */
  structures(name: string): readonly FormInput[] {
    const list = `${this.#prefix}${name}.member.`;
    let count = 0;
    for (const key of this.#parameters.keys()) {
      if (!key.startsWith(list)) continue;
      const position = /^\d{1,4}(?=\.)/.exec(key.slice(list.length))?.[0];
      if (position !== undefined) count = Math.max(count, Math.min(Number(position), MAX_MEMBERS));
    }
    return Array.from({ length: count }, (_, index) => new FormInput(this.#parameters, `${list}${index + 1}.`));
  }
}

function utf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
