/** The error of a call that must fail, as an SDK client tells it. */
export async function refused(
  call: Promise<unknown>,
): Promise<[name: string, status: number | undefined, message: string]> {
  const error = await call.then(
    () => {
      throw new Error('was accepted');
    },
    (thrown: Error & { readonly $metadata?: { readonly httpStatusCode?: number } }) => thrown,
  );
  return [error.name, error.$metadata?.httpStatusCode, error.message];
}
