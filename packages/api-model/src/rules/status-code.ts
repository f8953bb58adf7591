export function isStatusCode(text: string): boolean {
  return /^[1-5]\d\d$/.test(text);
}

/** The service's message; `path` is the member as its shape validation names it: `putMethodResponseInput.statusCode`. */
export function invalidStatusCode(text: string, path: string): string {
  return `1 validation error detected: Value '${text}' at '${path}' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d`;
}
