// Finding by words: a filter that wants every word, and a score that puts the likeliest first.

/** Lower case, without accents, so that `Zoe` finds `Zoë`. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

export const words_of = (text: string): string[] => fold(text).split(/\s+/).filter(Boolean);

/** True when every word occurs somewhere in the folded haystack. */
export const has_words = (haystack: string, words: string[]): boolean => words.every((word) => haystack.includes(word));

/**
 * How well a query fits a text: -1 not at all, higher is better. Every word must occur; the start of the text counts
 * most, the start of a word more than its middle, and a shorter text wins between equals.
 */
export function score(query: string, text: string): number {
  const folded = fold(text);
  let total = 0;
  for (const word of words_of(query)) {
    const at = folded.indexOf(word);
    if (at < 0) {
      const loose = subsequence(word, folded);
      if (loose < 0) return -1;
      total += loose;
    } else total += at === 0 ? 30 : /[^\p{L}\p{N}]/u.test(folded[at - 1]!) ? 20 : 10;
  }
  return total - Math.min(folded.length, 60) / 100;
}

/** Letters in order, each at the start of a word or next to the last: `pm` finds `product manager`. */
function subsequence(word: string, text: string): number {
  if (word.length < 2) return -1;
  let from = 0;
  for (const letter of word) {
    let at = text.indexOf(letter, from);
    while (at > 0 && at !== from && /[\p{L}\p{N}]/u.test(text[at - 1]!)) at = text.indexOf(letter, at + 1);
    if (at < 0) return -1;
    from = at + 1;
  }
  return 3;
}

/** The parts of a text, marking those that a word of the query hit; for drawing. */
export function marked(query: string, text: string): { text: string; hit: boolean }[] {
  const folded = fold(text);
  if (folded.length !== text.length) return [{ text, hit: false }];
  const hits = new Array<boolean>(text.length).fill(false);
  for (const word of words_of(query)) {
    const at = folded.indexOf(word);
    if (at >= 0) hits.fill(true, at, at + word.length);
  }
  const parts: { text: string; hit: boolean }[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const last = parts[parts.length - 1];
    if (last && last.hit === hits[index]) last.text += text[index];
    else parts.push({ text: text[index]!, hit: hits[index]! });
  }
  return parts;
}
