export type StoreRefusalCode =
  | 'REST_API_ID_TAKEN'
  | 'NO_SUCH_REST_API'
  | 'DEPLOYMENT_EXISTS'
  | 'NO_SUCH_DEPLOYMENT'
  | 'DEPLOYMENT_IN_USE';

/** The store would break one of its own rules; nothing was changed. The message names the resources. */
export class StoreRefusal extends Error {
  override readonly name = 'StoreRefusal';
  readonly code: StoreRefusalCode;
  constructor(code: StoreRefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
