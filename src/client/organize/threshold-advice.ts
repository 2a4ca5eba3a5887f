// What a threshold hides and costs, in numbers: chosen by people, advised from how many work there. protocol.md#tally

const LEAST_ADVISED = 30;

export interface ThresholdAdvice {
  /** A threshold that is worth something and can be reached; undefined where the headcount isn't known. */
  readonly suggested: number | undefined;
  /** Of all who work there, from 0 to 1; undefined where the headcount isn't known. */
  readonly share: number | undefined;
  /** The workplace is so small that whoever asks around finds out. */
  readonly isSmall: boolean;
  /** More than half of all: a letter that most likely lapses. */
  readonly isHigh: boolean;
  /** More than there are. */
  readonly isImpossible: boolean;
  /** An employer that signs with so many mailboxes of its own … */
  readonly mailboxes: number;
  /** … learns from the announcement that so many others have signed. */
  readonly others: number;
}

export interface ThresholdTerms {
  readonly threshold: number;
  readonly minimumCell: number;
  /** Null if one of the workplaces' isn't said. */
  readonly headcount: number | null;
}

/** What to say of these numbers of people; pure, and nothing that the server enforces. protocol.md#tally */
export function thresholdAdvice({ threshold, minimumCell, headcount }: ThresholdTerms): ThresholdAdvice {
  const mailboxes = Math.max(1, Math.round(threshold / 5));
  return {
    suggested: headcount === null ? undefined : suggestedFor(headcount, minimumCell),
    share: headcount === null ? undefined : threshold / headcount,
    isSmall: headcount !== null && headcount < 2 * LEAST_ADVISED,
    isHigh: headcount !== null && threshold > headcount / 2 && threshold <= headcount,
    isImpossible: headcount !== null && threshold > headcount,
    mailboxes,
    others: Math.max(0, threshold - mailboxes),
  };
}

/** A fifth of a small workplace, a tenth, then a twentieth of a large one: round, and no fewer than hide somebody. */
function suggestedFor(headcount: number, minimumCell: number): number {
  const share = headcount <= 250 ? 0.2 : headcount <= 2500 ? 0.1 : 0.05;
  const wanted = Math.max(LEAST_ADVISED, minimumCell, headcount * share);
  const step = wanted >= 200 ? 50 : wanted >= 50 ? 10 : 5;
  return Math.max(
    minimumCell,
    Math.min(Math.round(wanted / step) * step, Math.max(2, Math.floor(headcount / 2))),
  );
}
