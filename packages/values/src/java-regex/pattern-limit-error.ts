/** A match takes more work than it may. No counterpart in Java, where it would go on. */
export class PatternLimitError extends Error {
  override readonly name = 'PatternLimitError';
}
