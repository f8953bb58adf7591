export type StoreFileProblem =
  /** Not an SQLite database, or a broken one. */
  | 'DAMAGED'
  /** An SQLite database of another program. */
  | 'FOREIGN'
  /** Written by a later version of this program. */
  | 'NEWER'
  /** Another process has it open. */
  | 'IN_USE'
  /** It cannot be opened or written: permissions, a full disk. */
  | 'UNUSABLE';

/** The store's file cannot be used. It was not changed. The message names the file and what to do. */
export class StoreFileError extends Error {
  override readonly name = 'StoreFileError';
  readonly problem: StoreFileProblem;
  readonly file: string;
  constructor(problem: StoreFileProblem, file: string, message: string, cause?: unknown) {
    super(`${file} ${message}`, cause === undefined ? undefined : { cause });
    this.problem = problem;
    this.file = file;
  }
}
