import type { Value } from '@portico/values';
import { formatDouble, JavaList, JavaMap, jsonDouble, Payload } from '@portico/values';
import type { Form } from './media-type.ts';

/**
 * The answer: `{"predictions":[{"scores":[3.047305107116699]},...]}`, or one `{"scores":[...]}` a line. Numbers are printed as Java
 * prints a Double (4 is `4.0`); to a template of this process each is what that text would be read as, so that it sees what it would
 * see had the answer come over HTTP. `numbers` are finite, one row per instance.
 */
export function predictionsPayload(
  key: 'scores' | 'embeddings',
  numbers: Float32Array,
  rowLength: number,
  form: Form,
): Payload {
  if (form === 'application/jsonlines') {
    return Payload.fromText(
      printRows(key, numbers, rowLength)
        .map((row) => `${row}\n`)
        .join(''),
    );
  }
  const predictions: Value[] = [];
  for (let start = 0; start < numbers.length; start += rowLength) {
    const row: Value[] = [];
    for (let i = start; i < start + rowLength; i++) row.push(jsonDouble(numbers[i] as number));
    const list = new JavaList(row, 'json');
    predictions.push(JavaMap.fromParsed(key === 'scores' ? { scores: list } : { embeddings: list }, 'json'));
  }
  const body = JavaMap.fromParsed({ predictions: new JavaList(predictions, 'json') }, 'json');
  return Payload.fromValue(body, () => `{"predictions":[${printRows(key, numbers, rowLength).join(',')}]}`);
}

function printRows(key: string, numbers: Float32Array, rowLength: number): readonly string[] {
  const rows: string[] = [];
  for (let start = 0; start < numbers.length; start += rowLength) {
    const row = Array.from(numbers.subarray(start, start + rowLength), formatDouble);
    rows.push(`{"${key}":[${row.join(',')}]}`);
  }
  return rows;
}
