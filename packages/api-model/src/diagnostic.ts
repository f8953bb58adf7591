/**
 * A finding about an API definition. `error`: the service, or Portico, refuses the definition as a whole.
 * `warning`: it deploys, and fails at run time exactly as the service does (an error with `--strict`).
 */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Stable kebab-case id, listed in docs/errors.md. */
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly remedy?: string;
  /** Where, in the author's terms: `GET /pets/{petId} requestTemplates[application/json]` or `paths./pets.get`. */
  readonly place: string;
  /** 1-based position within the source document or template, where known. */
  readonly line?: number;
  readonly column?: number;
}
