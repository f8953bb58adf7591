import { readFileSync } from 'node:fs';
import { compileObject2Vec, readOnnx, unpackArtifact } from '@portico/object2vec';

/** What one would write without a gateway, whatever the listener: validates a target, predicts, answers. */
export function predictByHand(artifact: string): (target: string) => { status: number; document: unknown } {
  const graph = unpackArtifact(readFileSync(artifact)).get('model.onnx');
  if (graph === undefined) throw new Error(`${artifact} holds no model.onnx`);
  const model = compileObject2Vec(readOnnx(graph));
  return (target) => {
    const url = new URL(target, 'http://localhost');
    const userId = /^\/predicted-ratings\/(\d+)$/.exec(url.pathname)?.[1];
    const items = url.searchParams.get('items');
    if (userId === undefined) return { status: 404, document: { message: 'Not found' } };
    if (items === null || items === '') {
      return { status: 400, document: { message: 'Missing required request parameters: [items]' } };
    }
    const ids = items.split(',').map(Number);
    const user = [Number(userId)];
    const scores = model.scores(
      ids.map(() => user),
      ids.map((id) => [id]),
    );
    return { status: 200, document: { ratings: Array.from(scores) } };
  };
}
