import type { Object2VecModel, Side } from '@portico/object2vec';
import { compileObject2Vec, Object2VecLimits, TokenRangeError, unpackModel } from '@portico/object2vec';
import { Payload } from '@portico/values';
import type { Container, ContainerAnswer, ContainerRequest } from '../container.ts';
import { ContainerRefusal } from './container-refusal.ts';
import type { Instances, TokenLists } from './instances.ts';
import { readInstanceLines, readInstances } from './instances.ts';
import { answerForm, requestType } from './media-type.ts';
import { predictionsPayload } from './predictions.ts';
import { workPerPair, workPerToken } from './work.ts';

export interface Object2VecContainerOptions {
  /** The most multiply-adds that one request may ask for, since it is answered in one go; default 4e9, some seconds. */
  readonly maxWork?: number;
}

const DEFAULT_MAX_WORK = 4e9;

/** Numbers in one answer: about 25 MB of JSON, the service's payload quota. */
const MAX_ANSWER_NUMBERS = 1_250_000;

/**
 * The Object2Vec container in process (spec: SageMaker, sections 3 and 4.3): application/json and application/jsonlines,
 * scores for instances with `in0` and `in1`, embeddings for instances with one of them. It answers at once.
 * `source` is a model or the bytes of its `model.tar.gz`.
 * @throws ModelFormatError for an artifact that is none, and for a model that does not fit together.
 */
export function object2vecContainer(
  source: Object2VecModel | Uint8Array,
  options: Object2VecContainerOptions = {},
): Container {
  const model = source instanceof Uint8Array ? unpackModel(source).model : source;
  const maxWork = options.maxWork ?? DEFAULT_MAX_WORK;
  const [encoder0, encoder1] = model.encoders;
  const trainedSeqlens = [encoder0.maxSeqLen, encoder1.maxSeqLen] as const;
  // Lists are cut here, because infer_max_seqlens may also ask for more tokens than the model was trained with.
  const [, maxSeqLen] = Object2VecLimits.maxSeqLen;
  const predictor = compileObject2Vec({
    ...model,
    encoders: [
      { ...encoder0, maxSeqLen },
      { ...encoder1, maxSeqLen },
    ],
  });
  const tokenWork = [workPerToken(model, 0), workPerToken(model, 1)] as const;
  const pairWork = workPerPair(model);

  function predict(request: ContainerRequest): ContainerAnswer {
    const { form, inferMaxSeqlens } = requestType(request.contentType);
    const answer = answerForm(request.accept, form);
    const instances = form === 'application/json' ? readInstances(request.body) : readInstanceLines(request.body);
    const { in0, in1 } = cut(instances, inferMaxSeqlens ?? trainedSeqlens);
    if (in0 !== undefined && in1 !== undefined) {
      refuseOver(maxWork, tokensIn(in0) * tokenWork[0] + tokensIn(in1) * tokenWork[1] + in0.length * pairWork);
      const scores = finite(predictor.scores(in0, in1));
      return { status: 200, contentType: answer, body: predictionsPayload('scores', scores, model.outputs, answer) };
    }
    const [side, tokens]: [Side, TokenLists] = in0 !== undefined ? [0, in0] : [1, in1];
    const length = model.embeddingLength;
    refuseOver(maxWork, tokensIn(tokens) * tokenWork[side]);
    refuseOver(MAX_ANSWER_NUMBERS, tokens.length * length);
    const embeddings = finite(predictor.embeddings(side, tokens));
    return { status: 200, contentType: answer, body: predictionsPayload('embeddings', embeddings, length, answer) };
  }

  return {
    invoke(request): ContainerAnswer {
      try {
        return predict(request);
      } catch (thrown) {
        if (thrown instanceof TokenRangeError) return refused(400, thrown.message);
        if (thrown instanceof ContainerRefusal) return refused(thrown.status, thrown.message);
        throw thrown;
      }
    },
  };
}

function refused(status: number, message: string): ContainerAnswer {
  return { status, contentType: 'text/plain', body: Payload.fromText(message) };
}

function cut(instances: Instances, [left, right]: readonly [number, number]): Instances {
  const { in0, in1 } = instances;
  if ((in0 === undefined || fits(in0, left)) && (in1 === undefined || fits(in1, right))) return instances;
  const shorter0 = in0?.map((tokens) => tokens.slice(0, left));
  const shorter1 = in1?.map((tokens) => tokens.slice(0, right));
  if (shorter0 === undefined) return { in1: shorter1 ?? [] };
  return shorter1 === undefined ? { in0: shorter0 } : { in0: shorter0, in1: shorter1 };
}

function fits(lists: TokenLists, length: number): boolean {
  for (let i = 0; i < lists.length; i++) if ((lists[i]?.length ?? 0) > length) return false;
  return true;
}

function tokensIn(lists: TokenLists): number {
  let sum = 0;
  for (let i = 0; i < lists.length; i++) sum += lists[i]?.length ?? 0;
  return sum;
}

function refuseOver(limit: number, asked: number): void {
  if (asked <= limit) return;
  const times = (asked / limit).toPrecision(3);
  throw new ContainerRefusal(
    `the request is ${times} times as large as this container answers at once: send fewer instances`,
  );
}

/** JSON has no other numbers: a network whose sums overflow has no answer. */
function finite(numbers: Float32Array): Float32Array {
  for (let i = 0; i < numbers.length; i++) {
    if (!Number.isFinite(numbers[i])) throw new ContainerRefusal('the model computed a number that is not finite', 500);
  }
  return numbers;
}
