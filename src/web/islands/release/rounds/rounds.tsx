// The round that the release is in.
import type { JSX } from 'preact';
import { useRelease } from '../context.js';
import { Check } from './check.js';
import { EditionRound } from './edition-round.js';
import { Propose, Snapshot } from './propose.js';
import { WaitForOthers } from './waiting.js';

export function Rounds(): JSX.Element | null {
  const { standing } = useRelease();
  const { step, proposal } = standing;
  if (step === 'propose' || step === 'proposeLast') return <Propose />;
  if (step === 'snapshot') return <Snapshot />;
  if (proposal === undefined) return null;
  if (step === 'check') return <Check proposal={proposal} />;
  if (step === 'othersCheck') return <WaitForOthers proposal={proposal} />;
  return <EditionRound proposal={proposal} />;
}
