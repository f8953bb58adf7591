/** `$util.urlEncode`: form encoding of UTF-8, as Java's URLEncoder. Letters, digits and `.-*_` stay, a blank becomes `+`, half a surrogate pair `?`. */
export function urlEncode(text: string): string {
  return encodeURIComponent(text.replace(HALF_PAIR, '?')).replace(OTHERWISE, (part) => ENCODED.get(part) ?? part);
}

/** With the flag `u`, halves of whole pairs do not count. */
const HALF_PAIR = /[\ud800-\udfff]/gu;

/** What a component of a URI has in another form. */
const ENCODED: ReadonlyMap<string, string> = new Map([
  ['%20', '+'],
  ['!', '%21'],
  ["'", '%27'],
  ['(', '%28'],
  [')', '%29'],
  ['~', '%7E'],
]);
const OTHERWISE = /%20|[!'()~]/g;
