// What is wrong in a draft, said where it is.
import type { DraftProblem } from '../../../../client/organize/draft-problems.js';
import { problemsIn } from '../../../../client/organize/draft-problems.js';
import { tidyDraft } from '../../../../client/organize/tidy-text.js';
import { browserHttp } from '../../browser.js';
import type { Say } from '../../say.js';
import { useOrganize } from '../context.js';
import { type Desk, useDeskHere } from './desk.js';

/** What only a glance at the whole shows: not said while she is still writing. */
const LATER = new Set(['missing', 'no_workplace', 'no_domain', 'few_organizers']);

/** All of them, as far as a browser can tell; but for what is tidied by itself when she leaves a field. */
export function problemsOf({ content, draft }: Pick<Desk, 'content' | 'draft'>): DraftProblem[] {
  return problemsIn(tidyDraft(content), {
    organizers: draft.organizers.length,
    now: browserHttp().now(),
    smallLetters: isDemo(),
  });
}

/** The sentence for what is wrong at a place, if anything is that doesn't merely wait to be written. */
export function useProblem(): (place: string) => string | undefined {
  const { say } = useOrganize();
  const find = useFound();
  return (place) => {
    const found = find(place);
    return found === undefined ? undefined : sentence(say, found);
  };
}

/** What is wrong at a place, in the same way. */
export function useFound(): (place: string) => DraftProblem | undefined {
  const problems = problemsOf(useDeskHere());
  return (place) => problems.find((one) => one.place === place && !LATER.has(one.code));
}

export function sentence(say: Say, { code, values }: DraftProblem): string {
  const said = say(`organize.problem.${code}`, values);
  return code.startsWith('text_') ? `${say('organize.problem.at', values)} ${said}` : said;
}

/** Whether this server takes letters that are fit for demos only. */
function isDemo(): boolean {
  return document.getElementById('organize')?.dataset['demo'] !== undefined;
}
