// Source maps without the places of other packages, which nobody here debugs, and of ours with one place for each line.
import { decode, encode } from '@jridgewell/sourcemap-codec';

/** A source map with the lines of our own sources only. */
export function ownMap(text) {
  const map = JSON.parse(text);
  const kept = map.sources.flatMap((source, index) => (source.includes('node_modules/') ? [] : [index]));
  const place = new Map(kept.map((index, to) => [index, to]));
  const lines = decode(map.mappings).map((line) =>
    line.flatMap(([column, source, ...rest], index) => {
      if (place.has(source)) {
        const [, before, lineBefore] = line[index - 1] ?? [];
        const isSameLine = before === source && lineBefore === rest[0];
        return isSameLine ? [] : [[column, place.get(source), rest[0], rest[1]]];
      }
      const isFirst = index === 0 || place.has(line[index - 1][1]); // where ours ends
      return isFirst ? [[column]] : [];
    }),
  );
  const sources = kept.map((index) => map.sources[index]);
  return JSON.stringify({ version: 3, sources, names: [], mappings: encode(lines) });
}
