/** Why the container does not answer with predictions: words for the request's author, and the status. */
export class ContainerRefusal extends Error {
  override readonly name = 'ContainerRefusal';
  readonly status: 400 | 406 | 415 | 500;
  constructor(message: string, status: 400 | 406 | 415 | 500 = 400) {
    super(message);
    this.status = status;
  }
}
