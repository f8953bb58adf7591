/** What a Java method throws. `name` is the class name, such as `IndexOutOfBoundsException`. */
export class JavaException extends Error {
  override readonly name: string;
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}
