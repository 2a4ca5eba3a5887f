// Where the table of code points in src/protocol/letter-characters.ts comes from: what Unicode says of them, by the engine that
// runs this. protocol.md#letter-characters

/** The version that the frozen table was taken from. */
export const UNICODE = '17.0';

/** Scripts that are written today: UAX #31, tables 5 and 7, and a few that living communities use besides. */
const SCRIPTS =
  `Common Inherited Adlam Arabic Armenian Balinese Bamum Bassa_Vah Batak Bengali Bopomofo Buginese Buhid Canadian_Aboriginal Chakma
  Cham Cherokee Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gunjala_Gondi Gurmukhi Han Hangul Hanifi_Rohingya Hanunoo Hebrew
  Hiragana Javanese Kannada Katakana Kayah_Li Khmer Lao Latin Lepcha Limbu Lisu Malayalam Mandaic Masaram_Gondi Medefaidrin
  Meetei_Mayek Mende_Kikakui Miao Mongolian Mro Myanmar Nag_Mundari New_Tai_Lue Newa Nko Nyiakeng_Puachue_Hmong Ol_Chiki Oriya Osage
  Pahawh_Hmong Rejang Saurashtra Sinhala Sundanese Sunuwar Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Tamil Tangsa
  Telugu Thaana Thai Tibetan Tifinagh Toto Vai Wancho Warang_Citi Yi`.split(/\s+/);

const IN_USE = new RegExp(`^[${SCRIPTS.map((name) => `\\p{Script=${name}}`).join('')}]$`, 'u');

/** Controls, formats, halves, private ones, white space, and what is drawn as nothing. */
const UNSEEN =
  /^[\p{Cn}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}\u2800\ufffc\ufff9-\ufffb]$/u;

/** Ancient and Siyaq numbers, notation of music, letters for mathematics: what looks like writing, and is none. */
const BESIDE: readonly (readonly [number, number])[] = [
  [0x10100, 0x102ff],
  [0x1d000, 0x1d7ff],
  [0x1ec70, 0x1ed4f],
];

/** Whether the rule of the table takes this code point; the space is one, the line feed isn't. */
export function isWritten(point: number): boolean {
  if (point === 0x20) return true;
  if (point >= 0xd800 && point <= 0xdfff) return false;
  const character = String.fromCodePoint(point);
  const isBeside = BESIDE.some(([from, to]) => point >= from && point <= to);
  return IN_USE.test(character) && !UNSEEN.test(character) && !isBeside;
}

/** First and one past the last code point of each range, ascending. */
export function boundariesOf(holds: (point: number) => boolean): number[] {
  const boundaries: number[] = [];
  for (let point = 0; point <= 0x110000; point++) {
    const isIn = point < 0x110000 && holds(point);
    if (isIn === (boundaries.length % 2 === 0)) boundaries.push(point);
  }
  return boundaries;
}

/** As the source holds it: how far each boundary is from the one before, in base 26, the last digit as a capital. */
export function packed(boundaries: readonly number[]): string {
  return boundaries
    .map((boundary, i) => {
      let rest = boundary - (boundaries[i - 1] ?? 0);
      let digits = String.fromCharCode(0x41 + (rest % 26));
      while ((rest = Math.floor(rest / 26)) > 0) digits = String.fromCharCode(0x61 + (rest % 26)) + digits;
      return digits;
    })
    .join('');
}
