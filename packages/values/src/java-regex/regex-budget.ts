/** The work that matching may still do. What its methods throw ends the match. */
export interface RegexBudget {
  /** Before work is done. Throws when so much is no longer left. */
  spend(steps: number): void;
  /** Before a string is built. Throws when it may not be so long. */
  checkLength(length: number): void;
  /** What is thrown when a match would need too much memory. */
  outOfMemory(message: string): Error;
}
