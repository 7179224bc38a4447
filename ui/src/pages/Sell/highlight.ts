// Marks the searched words in a title, where the search finds them: at the beginning of a word, or
// anywhere in scripts that write without spaces; accents and case count for nothing.

export type Segment = { text: string; marked: boolean };

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const WORD_CHARACTER = /[\p{L}\p{N}]/u;

export function highlight(text: string, query: string): Segment[] {
  const { folded, origin } = foldWithOrigin(text);
  const marked = new Array<boolean>(text.length).fill(false);
  for (const word of wordsOf(query)) {
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1)) {
      if (!beginsWord(folded, at, word)) continue;
      const [from, to] = [origin[at] ?? 0, origin[at + word.length] ?? text.length];
      marked.fill(true, from, to);
    }
  }
  return segments(text, marked);
}

function wordsOf(query: string): string[] {
  return fold(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function beginsWord(folded: string, at: number, word: string): boolean {
  if (UNSPACED.test(word)) return true;
  const before = folded[at - 1];
  return before === undefined || !WORD_CHARACTER.test(before) || UNSPACED.test(before);
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

// Folding may lengthen or shorten the text; `origin` leads each folded unit back to the character
// it came from.
function foldWithOrigin(text: string): { folded: string; origin: number[] } {
  let folded = '';
  const origin: number[] = [];
  let at = 0;
  for (const character of text) {
    const piece = fold(character);
    for (let unit = 0; unit < piece.length; unit += 1) origin.push(at);
    folded += piece;
    at += character.length;
  }
  return { folded, origin };
}

function segments(text: string, marked: boolean[]): Segment[] {
  const found: Segment[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const last = found.at(-1);
    if (last && last.marked === marked[at]) last.text += text[at];
    else found.push({ text: text[at] ?? '', marked: marked[at] ?? false });
  }
  return found;
}
