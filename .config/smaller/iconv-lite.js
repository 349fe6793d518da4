// In the place of iconv-lite, in what is published: bodies in other charsets than UTF-8 are refused before they are read.
import { StringDecoder } from 'node:string_decoder';

const isUtf8 = (encoding) => /^utf-?8$/i.test(encoding);
const withoutMark = (text) => (text.startsWith('\uFEFF') ? text.slice(1) : text);

export const encodingExists = isUtf8;
export const decode = (bytes) => withoutMark(bytes.toString('utf8'));
export function getDecoder(encoding) {
  if (!isUtf8(encoding)) throw new Error(`Encoding not recognized: '${encoding}'`);
  const decoder = new StringDecoder('utf8');
  let isFirst = true;
  const first = (text) => {
    if (!isFirst || text === '') return text;
    isFirst = false;
    return withoutMark(text);
  };
  return { write: (chunk) => first(decoder.write(chunk)), end: () => first(decoder.end()) };
}
