// `undersigned letter take-down` and `restore`: what is not to be shown here, and for which reason. protocol.md#take-down
import { printable } from '../protocol/characters.js';
import { TakeDownsService, type Decided } from '../origin/letters/take-downs.service.js';
import { confirmed, DONE, REFUSED, UNUSABLE, type OperatorWork } from './letter-operator.js';

/** One line for everybody to read. */
const REASON = /^\P{Cc}{1,500}$/u;

/** Takes the letter down for a reason of one line, at most 500 characters. */
export async function takeLetterDown(
  work: OperatorWork,
  id: string,
  { reason, yes }: { readonly reason: string; readonly yes: boolean },
): Promise<number> {
  const { app, terminal } = work;
  if (!REASON.test(reason) || reason.trim() === '') {
    terminal.note('Give a reason of one line, at most 500 characters: whoever opens the link reads it.');
    return UNUSABLE;
  }
  const service = app.get(TakeDownsService, { strict: false });
  const { title, state } = await service.look(id);
  const question = `Take down “${printable(title)}” (${state}), and show everybody this reason: ${reason}?`;
  const refusal = await unconfirmed(work, question, yes);
  if (refusal !== undefined) return refusal;
  const decided = await service.takeDown(id, reason);
  terminal.out(`Down since ${decided.withheldOn ?? ''}. Nothing of it is shown, counted or issued for.`);
  sayWhetherTold(work, decided);
  terminal.note(`To undo it: undersigned letter restore ${id}`);
  return DONE;
}

export async function restoreLetter(
  work: OperatorWork,
  id: string,
  { yes }: { readonly yes: boolean },
): Promise<number> {
  const { app, terminal } = work;
  const service = app.get(TakeDownsService, { strict: false });
  const { title, withheldOn } = await service.look(id);
  const since = withheldOn === null ? '' : ` (down since ${withheldOn})`;
  const refusal = await unconfirmed(work, `Restore “${printable(title)}”${since}?`, yes);
  if (refusal !== undefined) return refusal;
  const decided = await service.restore(id);
  terminal.out(`Restored: it is ${decided.state} again.`);
  if (decided.state === 'open') {
    terminal.note('Epochs that ended meanwhile are made up once; if its time is over, that closes it.');
  }
  sayWhetherTold(work, decided);
  return DONE;
}

/** The exit code, unless the operator means it. */
async function unconfirmed(work: OperatorWork, question: string, yes: boolean): Promise<number | undefined> {
  const answer = await confirmed(work, question, yes);
  if (answer === true) return undefined;
  if (answer === undefined) work.terminal.note('Nobody can be asked here: say --yes if you mean it.');
  else work.terminal.note('Nothing was changed.');
  return answer === undefined ? UNUSABLE : REFUSED;
}

function sayWhetherTold({ terminal }: OperatorWork, { issuersTold }: Decided): void {
  if (issuersTold) return;
  terminal.note('The issuer doesn’t answer yet. The server tells it again every minute, while it runs.');
}
