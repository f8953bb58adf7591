import type { Value } from '@portico/values';
import { JavaDouble, JavaList, JavaMap, Payload, printJson } from '@portico/values';
import type { Form } from './media-type.ts';

/**
 * The answer: `{"predictions":[{"scores":[3.047305107116699]},...]}`, or one `{"scores":[...]}` a line. Every number is a Double
 * of the value model, so that 4 prints as `4.0` and a template sees what it would see had the answer come over HTTP.
 * `numbers` are finite, one row per instance.
 */
export function predictionsPayload(
  key: 'scores' | 'embeddings',
  numbers: Float32Array,
  rowLength: number,
  form: Form,
): Payload {
  const predictions: Value[] = [];
  for (let start = 0; start < numbers.length; start += rowLength) {
    const row: Value[] = [];
    for (let i = start; i < start + rowLength; i++) row.push(double(numbers[i] as number));
    const prediction = new JavaMap();
    prediction.set(key, new JavaList(row, 'json'));
    predictions.push(prediction);
  }
  if (form === 'application/jsonlines')
    return Payload.fromText(predictions.map((row) => `${printJson(row)}\n`).join(''));
  const body = new JavaMap();
  body.set('predictions', new JavaList(predictions, 'json'));
  return Payload.fromValue(body);
}

function double(x: number): Value {
  return Number.isInteger(x) ? new JavaDouble(x) : x;
}
