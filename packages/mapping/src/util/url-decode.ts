const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** `$util.urlDecode`: form decoding, as Java's URLDecoder with UTF-8. Bytes that are no UTF-8 become U+FFFD. Throws on `%` without two digits. */
export function urlDecode(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[\s\S]{0,2})+/g, decodeRun);
}

function decodeRun(run: string): string {
  if (!/^(?:%[0-9A-Fa-f]{2})+$/.test(run)) throw new Error('URLDecoder: Illegal hex characters in escape (%) pattern');
  const bytes = new Uint8Array(run.length / 3);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(run.slice(i * 3 + 1, i * 3 + 3), 16);
  return decoder.decode(bytes);
}
