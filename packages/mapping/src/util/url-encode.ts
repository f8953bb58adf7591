const encoder = new TextEncoder();

/** `$util.urlEncode`: form encoding of UTF-8, as Java's URLEncoder. Letters, digits and `.-*_` stay, a blank becomes `+`, half a surrogate pair `?`. */
export function urlEncode(text: string): string {
  return text.replace(OTHERS, encodeRun);
}

const OTHERS = /[^A-Za-z0-9.\-*_]+/g;

function encodeRun(run: string): string {
  let encoded = '';
  for (const character of run) {
    if (character === ' ') encoded += '+';
    else if (/^[\ud800-\udfff]$/.test(character)) encoded += '%3F';
    else
      for (const byte of encoder.encode(character)) encoded += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}
