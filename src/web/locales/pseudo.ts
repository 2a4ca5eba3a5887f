// Locales for whoever tests a page: English that is longer, and English that runs from right to left.
import { parse, type Token } from '@messageformat/parser';

const ACCENTED: Readonly<Record<string, string>> = {
  ...{ a: 'á', c: 'ç', d: 'ð', e: 'é', g: 'ĝ', h: 'ĥ', i: 'í', n: 'ñ', o: 'ö', r: 'ŕ', s: 'š', t: 'ţ' },
  ...{ u: 'û', y: 'ý', A: 'Å', C: 'Ç', D: 'Ð', E: 'É', I: 'Î', N: 'Ñ', O: 'Ö', S: 'Š', T: 'Ţ', U: 'Û' },
};

/** What is added is broken into lines as words are, none longer than a compound of such a language. */
const LONG_WORD = /.{1,20}/gu;

/** Right-to-left override and its end. */
const [FROM_RIGHT, END] = ['\u202e', '\u202c'];

/** As long as a wordy language: every letter that can be is accented, and four tenths of padding come after. */
export function long(message: string): string {
  return changed(message, (text) => {
    const accented = Array.from(text, (letter) => ACCENTED[letter] ?? letter).join('');
    const padding = '·'.repeat(Math.ceil((text.trim().length * 4) / 10)).match(LONG_WORD) ?? [];
    return text.trim() === '' ? text : `${accented}${padding.join(' ')}`;
  });
}

/** Set from right to left, as Arabic or Hebrew is. */
export function rightToLeft(message: string): string {
  return changed(message, (text) => (text.trim() === '' ? text : `${FROM_RIGHT}${text}${END}`));
}

/** The message with its own words changed, and not the names and forms of what is put in. */
function changed(message: string, change: (text: string) => string): string {
  return parse(message)
    .map((token) => written(token, change))
    .join('');
}

function written(token: Token, change: (text: string) => string): string {
  switch (token.type) {
    case 'content':
      return escaped(change(token.value));
    case 'octothorpe':
      return '#';
    case 'argument':
      return `{${token.arg}}`;
    case 'function':
      return `{${token.arg}, ${token.key}}`;
    default: {
      const cases = token.cases.map(
        (one) => `${one.key} {${one.tokens.map((inner) => written(inner, change)).join('')}}`,
      );
      return `{${token.arg}, ${token.type}, ${cases.join(' ')}}`;
    }
  }
}

/** What MessageFormat would take for its own. */
function escaped(text: string): string {
  return text.replace(/'/g, "''").replace(/[{}]+/g, "'$&'");
}
