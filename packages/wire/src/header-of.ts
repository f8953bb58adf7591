/** The first value of a header. */
export function headerOf(
  { headers }: { readonly headers: readonly (readonly [name: string, value: string])[] },
  lowerCaseName: string,
): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === lowerCaseName)?.[1];
}
