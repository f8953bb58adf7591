import { describe, expect, test } from 'bun:test';
import { seededRandom } from '../random.ts';
import { choleskyInPlace, choleskySolver } from './cholesky.ts';
import { ridgeSolver } from './ridge-solver.ts';
import { joinColumns, sparseRows, sparseTimesDense, transpose } from './sparse-rows.ts';
import { truncatedSvd } from './truncated-svd.ts';

const random = seededRandom(11);
const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());

function product(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let k = 0; k < inner; k++)
        out[i * columns + j] = at(out, i * columns + j) + at(a, i * inner + k) * at(b, k * columns + j);
    }
  }
  return out;
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((largest, value, n) => Math.max(largest, Math.abs(value - at(b, n))), 0);
}

function randomSparse(rowCount: number, columnCount: number) {
  const cells = Array.from({ length: rowCount * columnCount }, (_, n) => n).filter(() => random.next() < 0.3);
  return sparseRows(
    rowCount,
    columnCount,
    Int32Array.from(cells, (n) => Math.floor(n / columnCount)),
    Int32Array.from(cells, (n) => n % columnCount),
    normals(cells.length),
  );
}

function dense(matrix: ReturnType<typeof randomSparse>): Float64Array {
  const identity = new Float64Array(matrix.columnCount ** 2);
  for (let n = 0; n < matrix.columnCount; n++) identity[n * matrix.columnCount + n] = 1;
  return sparseTimesDense(matrix, identity, matrix.columnCount);
}

test('a Cholesky factor solves its system, for several right-hand sides', () => {
  const size = 9;
  const root = normals(size * size);
  const turned = Float64Array.from(root, (_, n) => at(root, (n % size) * size + Math.floor(n / size)));
  const matrix = product(root, turned, size, size, size);
  const x = normals(size * 2);
  const b = product(matrix, x, size, size, 2);
  choleskyInPlace(matrix, size);
  const solver = choleskySolver(matrix, size);
  solver.lower(b, 2);
  solver.lowerTransposed(b, 2);
  expect(largestDifference(b, x)).toBeLessThan(1e-8);
});

test('a matrix that is not positive definite has no Cholesky factor', () => {
  expect(() => choleskyInPlace(Float64Array.of(1, 0, 2, 1), 2)).toThrow(/not positive definite in row 1/);
});

describe('a sparse matrix', () => {
  const [left, right] = [randomSparse(6, 4), randomSparse(6, 3)];

  test('turned twice is itself', () => {
    expect(dense(transpose(transpose(left)))).toEqual(dense(left));
  });

  test('joined to another has the columns of both', () => {
    const joined = dense(joinColumns(left, right));
    for (let row = 0; row < 6; row++) {
      expect([...joined.subarray(row * 7, row * 7 + 7)]).toEqual([
        ...dense(left).subarray(row * 4, row * 4 + 4),
        ...dense(right).subarray(row * 3, row * 3 + 3),
      ]);
    }
  });
});

test.each([
  ['fewer features than rows', 8, 5],
  ['more features than rows', 5, 8],
])('a ridge solver solves its system with %s', (_, rows, columns) => {
  const features = randomSparse(rows, columns);
  const ridge = 0.7;
  const v = normals(columns * 2);
  const x = ridgeSolver(features, ridge).solve(v, 2);
  const back = sparseTimesDense(transpose(features), sparseTimesDense(features, x, 2), 2);
  const whole = back.map((value, n) => value + ridge * at(x, n));
  expect(largestDifference(whole, v)).toBeLessThan(1e-9);
});

describe('a truncated singular value decomposition', () => {
  test('gives a matrix of low rank back', () => {
    const [rows, columns, rank] = [40, 30, 5];
    const matrix = product(normals(rows * rank), normals(rank * columns), rows, rank, columns);
    const { left, right, singularValues } = truncatedSvd(matrix, rows, columns, rank, random);
    const turned = Float64Array.from({ length: rank * columns }, (_, n) =>
      at(right, (n % columns) * rank + Math.floor(n / columns)),
    );
    expect(largestDifference(product(left, turned, rows, rank, columns), matrix)).toBeLessThan(1e-8);
    expect([...singularValues]).toEqual([...singularValues].sort((a, b) => b - a));
  });

  test('finds known singular values among noise', () => {
    const [rows, columns] = [60, 50];
    const matrix = normals(rows * columns).map((value) => 0.01 * value);
    for (const [n, value] of [9, 4, 2].entries()) matrix[n * columns + n] = at(matrix, n * columns + n) + value;
    const { singularValues } = truncatedSvd(matrix, rows, columns, 3, random);
    for (const [n, value] of [9, 4, 2].entries()) expect(Math.abs(at(singularValues, n) - value)).toBeLessThan(0.05);
  });

  test('of a matrix of zeros is zero', () => {
    const { left } = truncatedSvd(new Float64Array(12), 3, 4, 2, random);
    expect([...left]).toEqual(new Array(6).fill(0));
  });
});
