/** A sparse matrix by rows: row r has the entries from starts[r] to starts[r + 1] of `columns` and `values`. */
export interface SparseRows {
  readonly rowCount: number;
  readonly columnCount: number;
  /** rowCount + 1 positions. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Sorts entries by row; within a row they keep their order. `rows`, `columns` and `values` are parallel. */
export function sparseRows(
  rowCount: number,
  columnCount: number,
  rows: Int32Array,
  columns: Int32Array,
  values: Float64Array,
): SparseRows {
  const starts = new Int32Array(rowCount + 1);
  for (const row of rows) starts[row + 1] = (starts[row + 1] as number) + 1;
  for (let row = 0; row < rowCount; row++) starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number);
  const next = starts.slice();
  const sorted = { columns: new Int32Array(columns.length), values: new Float64Array(values.length) };
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n] as number;
    const place = next[row] as number;
    next[row] = place + 1;
    sorted.columns[place] = columns[n] as number;
    sorted.values[place] = values[n] as number;
  }
  return { rowCount, columnCount, starts, ...sorted };
}

export function transpose(matrix: SparseRows): SparseRows {
  const rows = new Int32Array(matrix.columns.length);
  for (let row = 0; row < matrix.rowCount; row++) {
    rows.fill(row, matrix.starts[row] as number, matrix.starts[row + 1] as number);
  }
  return sparseRows(matrix.columnCount, matrix.rowCount, matrix.columns, rows, matrix.values);
}

/** The same rows with the columns of `right` after those of `left`. */
export function joinColumns(left: SparseRows, right: SparseRows): SparseRows {
  const rows: number[] = [];
  const columns: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < left.rowCount; row++) {
    for (const [part, shift] of [
      [left, 0],
      [right, left.columnCount],
    ] as const) {
      for (let n = part.starts[row] as number; n < (part.starts[row + 1] as number); n++) {
        rows.push(row);
        columns.push((part.columns[n] as number) + shift);
        values.push(part.values[n] as number);
      }
    }
  }
  return sparseRows(
    left.rowCount,
    left.columnCount + right.columnCount,
    Int32Array.from(rows),
    Int32Array.from(columns),
    Float64Array.from(values),
  );
}

/** out (rowCount x width) = matrix x dense (columnCount x width). */
export function sparseTimesDense(matrix: SparseRows, dense: Float64Array, width: number): Float64Array {
  const { starts, columns, values } = matrix;
  const out = new Float64Array(matrix.rowCount * width);
  for (let row = 0; row < matrix.rowCount; row++) {
    const at = row * width;
    for (let n = starts[row] as number; n < (starts[row + 1] as number); n++) {
      const value = values[n] as number;
      const from = (columns[n] as number) * width;
      for (let k = 0; k < width; k++) out[at + k] = (out[at + k] as number) + value * (dense[from + k] as number);
    }
  }
  return out;
}
