import { type HostMethod, HostObject, toJavaString, type Value } from '@portico/values';
import { base64Decode, base64Encode } from './base64.ts';
import { escapeJavaScript } from './escape-javascript.ts';
import { parseJson } from './parse-json.ts';
import { urlDecode } from './url-decode.ts';
import { urlEncode } from './url-encode.ts';

/** `$util` (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#util-template-reference). */
export const UTIL: HostObject = new HostObject(
  'util',
  new Map([
    ['escapeJavaScript', ofText(escapeJavaScript)],
    ['parseJson', ofText(parseJson)],
    ['urlEncode', ofText(urlEncode)],
    ['urlDecode', ofText(urlDecode)],
    ['base64Encode', ofText(base64Encode)],
    ['base64Decode', ofText(base64Decode)],
  ]),
);

/**
 * A method of one text. Null gives null; what is not a text is printed first.
 * TODO(aws-verify): what escapeJavaScript and urlEncode do with a number or an object.
 */
function ofText(convert: (text: string) => Value): HostMethod {
  return (args) => {
    const [argument] = args;
    if (args.length !== 1 || argument === undefined) return undefined;
    return argument === null ? null : convert(toJavaString(argument));
  };
}
