// What this tab has checked and opened of a proposal, and how far it is with it. protocol.md#named-set
import { useEffect, useRef, useState } from 'preact/hooks';
import type { OpenedNames } from '../../../client/release/editions.js';
import type { ClientLetter } from '../../../client/letter.js';
import { forgetWork, hasWork, type WorkOf } from '../../../client/work-memory.js';
import { ProtocolError } from '../../../protocol/errors.js';
import { organizer } from '../organize/flow.js';
import { signedIn } from '../organize/session.js';
import { AtWork, StoppedError } from './at-work.js';
import { keptWork } from './kept-work.js';
import type { Checked, Progress } from './messages.js';

export interface Desk {
  readonly checked: Checked | undefined;
  /** Of that proposal. */
  readonly opened: OpenedNames | undefined;
  readonly isWorking: boolean;
  /** Nothing until it is known how much there is. */
  readonly progress: Progress | undefined;
  /** Why the proposal of this id must not be signed. */
  readonly refused: { readonly proposal: string; readonly error: ProtocolError } | undefined;
  /** Whether part of the work was done before, in another tab or before a reload. */
  readonly isBegun: boolean;
  /** Rejects as `AtWork.check`, but on a refusal. */
  readonly check: (proposal: string) => Promise<void>;
  readonly open: (proposal: string) => Promise<void>;
  readonly stop: () => void;
  /** Nothing of it stays on this device. */
  readonly forget: () => Promise<void>;
}

type Found = Pick<Desk, 'checked' | 'opened'>;

const NOTHING: Found = { checked: undefined, opened: undefined };

export function useDesk(letter: ClientLetter): Desk {
  const [found, setFound] = useState<Found>(NOTHING);
  const [isWorking, setWorking] = useState(false);
  const [progress, setProgress] = useState<Progress>();
  const [refused, setRefused] = useState<Desk['refused']>();
  const [isBegun, setBegun] = useState(false);
  const atWork = useRef<AtWork>(undefined);
  atWork.current ??= new AtWork(letter.id, organizer, setProgress);

  const look = async (): Promise<void> => {
    const work = workOf(letter);
    if (work !== undefined) setBegun(await hasWork(letter.p, keptWork, work));
  };
  useEffect(() => {
    void look();
    return () => {
      atWork.current?.stop();
    };
  }, []);

  const work = async (proposal: string, what: 'check' | 'open'): Promise<void> => {
    setProgress(undefined);
    setRefused(undefined);
    setWorking(true);
    try {
      const { checked, opened } = (await atWork.current?.[what](proposal)) ?? NOTHING;
      setFound((now) => ({
        checked,
        opened: opened ?? (now.checked?.id === checked?.id ? now.opened : undefined),
      }));
    } catch (error) {
      if (error instanceof ProtocolError) setRefused({ proposal, error });
      else if (!(error instanceof StoppedError)) throw error;
    } finally {
      setWorking(false);
      void look();
    }
  };
  return {
    ...found,
    isWorking,
    progress,
    refused,
    isBegun,
    check: async (proposal) => work(proposal, 'check'),
    open: async (proposal) => work(proposal, 'open'),
    stop: () => {
      atWork.current?.stop();
    },
    forget: async () => {
      atWork.current?.stop();
      setFound(NOTHING);
      const work = workOf(letter);
      if (work !== undefined) await forgetWork(letter.p, keptWork, work);
      setBegun(false);
    },
  };
}

/** Nothing while nobody is signed in. */
function workOf({ digest }: ClientLetter): WorkOf | undefined {
  const keys = signedIn()?.keys;
  return keys && { sealingSecret: keys.sealingSecret, letter: digest };
}
