/** Bounds of this library; the Java one has none. Exceeding one is a JsonPathError. */
export const JSON_PATH_LIMITS = {
  /** Characters of a path. */
  pathLength: 10_000,
  /** Steps of one path. */
  steps: 500,
  /** Paths within filters and function arguments of a path, one inside the other; also logical operators. */
  nesting: 50,
  /** Visits of a node, and comparisons in filters, while one document is read. */
  visits: 1_000_000,
} as const;
