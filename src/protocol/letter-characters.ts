// Which code points a letter's texts may hold, and in which direction one runs: from tables that no engine's own Unicode decides.
// protocol.md#letter-characters

/** What is written today, of Unicode 17.0: how far each boundary is from the one before. test/support/letter-characters.ts */
const WRITTEN = `
bGdRbIMBzXBbOCGEHBBBUBcLOmIBbMCbYCDBcDIbBEGRWBhKBbWCcHCdXOcHCDcMbCCBBLFbGHcXBgFBICCCWBHBBDECJCCCEIBECBFCZCDBGECCWBHBCBCB
CCBBFECCDDBHEBBHRKDBJBDBWBHBCBFCKBDBDCBPECMHHBDBICCCWBHBCBFCJCCCDHDECBFCSKCBGDDBEDCBBBCDCDDDMEFDDBECBGBOVFNBDBXBQCJBDBEH
CBDBCCECKHWBDBXBKBFCJBDBEHCFDBECKBDMNBDBbZBDBGEQCbABDBSDYBJBBCHDBEGBBBIGKCDMcGEbDbLCBBBFBYBBBXCFBBBHBKCEbGcUBbKEbNBbKBPB
NbLhQBBFBCfNCiYBECHBBBECbPBECbHBECHBBBECPBcFBECcPCbGDbAGdICGCyQeDDSWJYJUMNBDBCMcACbOCKGKGLFKGdLHbRFcSKbFBMEMEBDbQCFLbSEb
AGLDcKCcNBbDCLGKGOCbUCMUcZBgKIcIDPDcKFbRCLIbRFuOCGCbMCGCIBBBBBBBbFCcBBPBOCGBTCDBJRYIbVRCCbBBNDbIObHPfKEzQWLVbjSjWyECfIdS
bGeYbMBBFBCcEHCOYJHBHBHBHBHBHBHBHBeWbIbABdLMiGbAQBcLBdICdZFbRBbZBbQBdIJbWBbriRDcDJnKUhCIiNUcIDKcScSIMGeMLbEDdABLEbHBcDJO
CKCdZYbCKGCGCGJHBHBcIEeWCKGqnSMXEbXmnCoCCeCbMHMFFbABFBBBCBCBzAbGQQKGbZBTBEEFBfFEgDBbEDGCGCGCDDHBHOBbuGbKEbKyUGBbQBJbzXbO
IKlIbFcPGIJbHGtScBBSfXUmOBhOdOBFtQNdVUrCdFMBqQQcMKhAbIOKkCHBCBbSDBBCBJIKGGBCBbLBCBGHKtYBPbYNBbbgYvXHbFBKEdDBKGbECGKcSKKB
HBVFTbaMdNdXcXEcFHRcOCMHyfXEBHBCBlFPBbDDCBOEkbWjTDqUGXPRPbUCXJeMfuAbFGGkBcKbHBeIbTDOCKECmIbFRcGFBrWbQbcOHBEBCBPBhPCQbPcY
EKECbtOEBbBBCBBCBBKBEBBBBGBEBBBBBBDBCBBCBBBBBBBBBBCBBCEBHBEBEBBBKBRFDBFBRcACkKbSEdWMPCPBPBbLKgScEbDNbSEJHCOGfYblXDRDNDiK
GMEBPMEcEIKGbOIbECMECOJbNnGIOCNDLDcFBBEQCMEKHfRBdZbnPclfCbGgmOCioCClbLPxYdqWuWcfYhhZFmoO
`;

/** Code points, as the first and one past the last of each range. */
type Ranges = readonly number[];

const written = unpack(WRITTEN);
/** Letters and marks of scripts in which a joiner or non-joiner changes what is seen. */
const joining = ranges(
  '620-65f 66e-6d3 6d5 6e5-6e6 6ee-6ef 6fa-6fc 6ff 710-77f 7ca-7f5 860-887 8a0-8e1 8e3-963 971-df3 1000-109f 1780-17d3 1820-18aa 1a20-1aad 1b00-1b4c',
);
/** Signs that take a vowel away: what follows is joined to what stands before, or not. */
const viramas = ranges('94d 9cd a4d acd b4d bcd c4d ccd d3b-d3c d4d dca 1039-103a 17d2 1a60 1b44');
/** Pictures that come in two looks, and are joined to one. */
const pictures = ranges(
  '203c 2049 2122 2139 2194-2199 21a9-21aa 231a-231b 2328 23cf 23e9-23fa 24c2 25aa-25ab 25b6 25c0 25fb-25fe 2600-27bf 2934-2935 2b05-2b07 2b1b-2b1c 2b50 2b55 3030 303d 3297 3299 1f000-1faff',
);
const mongolian = ranges('1820-18aa');
/** Marks above and below, which would cover other lines if there were many. */
const marks = ranges(
  '300-36f 483-489 64b-65f e31 e34-e3a e47-e4e eb1 eb4-ebc ec8-ece 1ab0-1aff 1dc0-1dff 20d0-20ff fe20-fe2f',
);
const fromRight = ranges('590-8ff fb1d-fdff fe70-feff 10800-10fff 1e800-1efff');
/** Neither direction's: digits, punctuation, signs, pictures. */
const neutral = ranges(
  '0-40 5b-60 7b-a9 ab-b4 b6-b9 bb-bf d7 f7 2c2-2cf 2d2-2df 300-36f 600-60c 660-66c 6f0-6f9 2000-2bff 2e00-3004 3008-3020 3030 fe00-fe6f ff01-ff20 ff3b-ff40 ff5b-ff65 1f000-1faff',
);

/** As the protocol's page lists them. */
export const LETTER_CHARACTERS = {
  written,
  joining,
  viramas,
  pictures,
  mongolian,
  marks,
  'right to left': fromRight,
  neutral,
} as const satisfies Record<string, Ranges>;

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x3e;
const [NON_JOINER, JOINER] = [0x200c, 0x200d];
const [TEXT_LOOK, PICTURE_LOOK] = [0xfe0e, 0xfe0f];
const VOWEL_SEPARATOR = 0x180e;
const KEYCAP = 0x20e3;
const MOST_MARKS = 4;

/** What no text may hold. `at` is its index in the string. */
export interface RefusedCharacter {
  readonly rule: 'character' | 'joiner' | 'marks' | 'space';
  readonly at: number;
}

/** The first character that a text of a letter may not hold; undefined if it may hold all. Line feeds are for `lines` only. */
export function refusedCharacter(text: string, lines = false): RefusedCharacter | undefined {
  let [before, marked, indented] = [LINE_FEED, 0, lines];
  for (let at = 0; at < text.length;) {
    const point = text.codePointAt(at) ?? 0;
    const next = at + (point > 0xffff ? 2 : 1);
    const isEnd = point === LINE_FEED && lines;
    if (before === SPACE && (isEnd || (point === SPACE && !indented))) return { rule: 'space', at: at - 1 };
    // What most letters are made of is looked up nowhere.
    const isAscii = point > SPACE && point < 0x7f;
    marked = !isAscii && isMark(point) ? marked + 1 : 0;
    if (marked > MOST_MARKS || (marked > 0 && isSign(before))) return { rule: 'marks', at };
    if (isSelector(point)) {
      if (!isNeeded(before, point, text.codePointAt(next) ?? 0)) return { rule: 'joiner', at };
    } else if (!isEnd && !isAscii && !isIn(written, point)) return { rule: 'character', at };
    indented = isEnd || (indented && (point === SPACE || point === QUOTE));
    before = point;
    at = next;
  }
  return before === SPACE ? { rule: 'space', at: text.length - 1 } : undefined;
}

/** The direction of a text by its first letter; undefined if it has none. */
export function directionOfText(text: string): 'ltr' | 'rtl' | undefined {
  for (let at = 0; at < text.length; at++) {
    const direction = directionOfPoint(text.codePointAt(at) ?? 0);
    if (direction !== undefined) return direction;
  }
  return undefined;
}

/** Whether this stands above, below or over the character before it. */
export function isMark(point: number): boolean {
  return isIn(marks, point);
}

/** The direction that a letter gives; undefined of what is none. Half a pair gives none. */
export function directionOfPoint(point: number): 'ltr' | 'rtl' | undefined {
  if (isIn(neutral, point) || !isIn(written, point)) return undefined;
  return isIn(fromRight, point) ? 'rtl' : 'ltr';
}

/** White space and ASCII's punctuation, which carries no mark: it may be none of what is shown. */
function isSign(point: number): boolean {
  return point < 0x80 && !/[0-9A-Za-z]/.test(String.fromCharCode(point));
}

/** What is never seen itself: joiners, and what chooses among looks of a picture or of a Mongolian letter. */
function isSelector(point: number): boolean {
  return (
    point === NON_JOINER ||
    point === JOINER ||
    point === TEXT_LOOK ||
    point === PICTURE_LOOK ||
    (point >= 0x180b && point <= 0x180f)
  );
}

function isNeeded(before: number, point: number, after: number): boolean {
  if (point === TEXT_LOOK || point === PICTURE_LOOK) {
    const isKey = (before >= 0x30 && before <= 0x39) || before === 0x23 || before === 0x2a;
    return isIn(pictures, before) || before === 0xa9 || before === 0xae || (isKey && after === KEYCAP);
  }
  if (point === VOWEL_SEPARATOR) return isIn(mongolian, before) && isIn(mongolian, after);
  if (point >= 0x180b && point <= 0x180f) return isIn(mongolian, before);
  if (point === JOINER && (isIn(pictures, before) || before === PICTURE_LOOK)) return isIn(pictures, after);
  return isIn(joining, before) && (isIn(joining, after) || isIn(viramas, before));
}

/** Whether an odd number of boundaries lies at or below the point. */
function isIn(boundaries: Ranges, point: number): boolean {
  let [low, high] = [0, boundaries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((boundaries[middle] ?? 0) <= point) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

/** `620-65f 6d5`: in hexadecimal, both ends among them. */
function ranges(written: string): Ranges {
  return written.split(' ').flatMap((range) => {
    const [first = '', last = first] = range.split('-');
    return [parseInt(first, 16), parseInt(last, 16) + 1];
  });
}

/** Numbers in base 26, the last digit of each a capital; white space means nothing. */
function unpack(text: string): Ranges {
  const boundaries: number[] = [];
  let [number, sum] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x41) continue;
    if (code >= 0x61) number = number * 26 + code - 0x61;
    else {
      sum += number * 26 + code - 0x41;
      boundaries.push(sum);
      number = 0;
    }
  }
  return boundaries;
}
