// Where a signer is on her way: what a page draws, from what is kept. protocol.md#asking, protocol.md#signing
import { fromBase64url, toBase64url } from '../../protocol/codec.js';
import { endedEpochs, epochEnd } from '../../protocol/epochs.js';
import type { Manifest } from '../../protocol/manifest.js';
import { expiryTime, resendTime } from '../asked-codes.js';
import type { Draft, KeptState, KeptStep } from '../kept.js';
import type { Pass } from './ask.js';
import type { KeptReceipt } from './sign.js';

export type Standing =
  /** Nothing is kept on this device. */
  | { readonly step: 'new' }
  | { readonly step: 'asking'; readonly draft: Draft; readonly address: string }
  | {
      readonly step: 'asked';
      readonly draft: Draft;
      readonly address: string;
      /** Typed, and no answer came: submit it again. Else empty. */
      readonly code: string;
      /** Of the newest code. */
      readonly resendAt: Date;
      readonly expiresAt: Date;
    }
  | {
      readonly step: 'passed';
      readonly draft: Draft;
      /** The canonical one. */
      readonly address: string;
      readonly isLater: boolean;
      /** When signing later is due: the first epoch boundary after the pass came, not before `signsFrom`. */
      readonly earliest: Date;
      /** Whether anything can still be signed then. */
      readonly canWait: boolean;
      /** Her pass was carried, or her words were typed: signing then asks first whether she signed elsewhere. */
      readonly mayHaveSigned: boolean;
    }
  /** Posted, and no answer came: `sign` repeats the same. */
  | { readonly step: 'sending'; readonly draft: Draft }
  | {
      readonly step: 'recorded';
      /** `null`: she didn't keep it, or the answer that held it was lost. */
      readonly receipt: KeptReceipt | null;
      readonly words: string | null;
      /** What of it stays on this device. */
      readonly isKept: { readonly words: boolean; readonly receipt: boolean };
      /** The epoch end that counts it at the earliest. */
      readonly countsFrom: Date | null;
    };

/** What there is right after it was recorded, in memory only. */
export interface Recorded {
  readonly words: string | null;
  readonly receipt: KeptReceipt | null;
}

/** Where she stands by what is kept (`undefined`: nothing), or, as it is more, by what was recorded in this page. protocol.md#signing */
export function standingOf(
  manifest: Manifest,
  state: KeptState | undefined,
  recorded: Recorded | undefined,
): Standing {
  switch (state?.step) {
    case 'asking':
      return { step: 'asking', draft: state.draft, address: state.address };
    case 'asked': {
      const { draft, address, code } = state;
      const [resendAt, expiresAt] = [resendTime(state), expiryTime(state)];
      return { step: 'asked', draft, address, code, resendAt, expiresAt };
    }
    case 'passed': {
      const { draft, isLater, mayHaveSigned, pass } = state;
      return {
        step: 'passed',
        draft,
        address: pass.address,
        isLater,
        mayHaveSigned,
        ...waiting(manifest, state),
      };
    }
    case 'sending':
      return { step: 'sending', draft: state.draft };
    default: {
      const { words, receipt } = recorded ?? state ?? {};
      if (words === undefined || receipt === undefined) return { step: 'new' };
      return {
        step: 'recorded',
        words,
        receipt,
        isKept: { words: (state?.words ?? null) !== null, receipt: (state?.receipt ?? null) !== null },
        countsFrom: receipt === null ? null : epochEnd(manifest, receipt.receipt.epoch),
      };
    }
  }
}

/** When signing later is due, and whether anything is taken then. */
export function waiting(
  manifest: Manifest,
  { since }: Pick<KeptStep<'passed'>, 'since'>,
): { earliest: Date; canWait: boolean } {
  const epoch = endedEpochs(manifest, new Date(since)) + (since < Date.parse(manifest.opensAt) ? 0 : 1);
  const boundary = epochEnd(manifest, epoch).getTime();
  const from = Date.parse(manifest.signsFrom ?? manifest.opensAt);
  const earliest = new Date(Math.max(boundary, from));
  return { earliest, canWait: earliest.getTime() < Date.parse(manifest.closesAt) };
}

/** A pass as it is kept. */
export function keepPass(pass: Pass): KeptStep<'passed'>['pass'] {
  const { issuer, address, token, certificate, holderSecret } = pass;
  return {
    issuer,
    address,
    token: toBase64url(token),
    certificate: toBase64url(certificate),
    holderSecret: toBase64url(holderSecret),
  };
}

/** The pass that was kept. */
export function keptPass({
  issuer,
  address,
  token,
  certificate,
  holderSecret,
}: KeptStep<'passed'>['pass']): Pass {
  return {
    issuer,
    address,
    token: fromBase64url(token),
    certificate: fromBase64url(certificate),
    holderSecret: fromBase64url(holderSecret),
  };
}
