// A refusal that HTTP can carry: RFC 9457 problem details.

export interface Problem {
  /** HTTP status. */
  readonly status: number;
  /** A stable word for machines, snake_case; becomes the problem's `type` (`urn:undersigned:problem:<code>`). */
  readonly code: string;
  /** A short sentence, the same for every occurrence. */
  readonly title: string;
  /** What to do next. Never an address, a code, an IP, a token, a name or a count. */
  readonly detail: string;
  /** Where in the input, e.g. `content.threshold`. */
  readonly place?: string;
  /** What a page puts into its own words for this code, where it has some. */
  readonly values?: Readonly<Record<string, string>>;
}

/** The base of every feature's own errors; the filter turns it into `application/problem+json`. */
export class ProblemError extends Error {
  override readonly name: string = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}
