/** Who owns a resource, and where. */
export interface Scope {
  /** Twelve digits. */
  readonly accountId: string;
  /** `eu-west-1` */
  readonly region: string;
}
