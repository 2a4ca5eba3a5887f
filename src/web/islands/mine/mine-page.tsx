// The screens for those who come back: one sheet at a time.
import type { JSX } from 'preact';
import type { Standing } from '../../../client/sign/standing.js';
import { SignProvider, type SignContext } from '../sign/context.js';
import { NotOpen } from '../sign/steps/refused.js';
import { MineProvider, type MineContext } from './context.js';
import { type MineFlow, useMineFlow } from './flow.js';
import { knownScreen } from './screens.js';
import { Carried } from './steps/carried.js';
import { Change } from './steps/change.js';
import { Done } from './steps/done.js';
import { Enter } from './steps/enter.js';
import { KnownScreen } from './steps/known.js';
import { Nothing } from './steps/nothing.js';
import { Withdraw } from './steps/withdraw.js';

export interface MinePageProps extends Omit<MineContext, 'flow'> {
  /** What stood in the page's address. */
  readonly pass: string | undefined;
}

export function MinePage({ pass, ...context }: MinePageProps): JSX.Element {
  const { letter, signing, say } = context;
  const flow = useMineFlow(letter);
  return (
    <MineProvider value={{ ...context, flow }}>
      <SignProvider
        value={{ letter, signing, say, changed: undefined, flow: asInSigning(flow, signing.resume()) }}
      >
        <Shown key={flow.screen.at} {...context} flow={flow} pass={pass} />
      </SignProvider>
    </MineProvider>
  );
}

function Shown({
  letter,
  signing,
  say,
  flow,
  pass,
}: MinePageProps & { readonly flow: MineFlow }): JSX.Element {
  const { screen } = flow;
  switch (screen.at) {
    case 'enter':
      return <Enter pass={flow.isFirst ? pass : undefined} />;
    case 'carried':
      return <Carried isNew={screen.isNew} />;
    case 'steps': {
      const { step } = signing.resume();
      const isPossible = letter.state === 'open' || step === 'recorded' || step === 'sending';
      return isPossible ? (
        <screen.Steps {...{ letter, signing, say }} changed={undefined} />
      ) : (
        <NotOpen say={say} />
      );
    }
    case 'known':
      return <KnownScreen visit={screen.visit} Published={screen.Published} />;
    case 'nothing':
      return <Nothing visit={screen.visit} />;
    case 'change':
      return <Change visit={screen.visit} />;
    case 'pass':
      return (
        <screen.NewPass
          {...{ letter, signing, say }}
          onStop={() => void knownScreen(screen.visit).then(flow.replace)}
        />
      );
    case 'withdraw':
      return <Withdraw visit={screen.visit} />;
    case 'done':
      return <Done visit={screen.visit} action={screen.action} receipt={screen.receipt} />;
  }
}

/** For the parts of signing that are used here: they tell what is being done, and what went wrong. */
function asInSigning(flow: MineFlow, standing: Standing): SignContext['flow'] {
  const { isBusy, problem, note, run, fail, tell } = flow;
  const once = (action: () => Standing | Promise<Standing>): Promise<void> =>
    run(async () => {
      await action();
      return undefined;
    });
  return {
    standing,
    screen: 'ask',
    isBusy,
    problem,
    run: once,
    keep: (action) => void once(action),
    go: () => undefined,
    fail,
    note: note?.key,
    tell: (key) => {
      tell({ key });
    },
  };
}
