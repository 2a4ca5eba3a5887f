// The page on which a bundle is checked. Everything is loaded before the first file is taken, so that the network can be off then.
import { render } from 'preact';
import { letterIdIn } from '../../client/letter-link.js';
import { beginInWorker } from './verify/in-worker.js';
import { type Say, sayOf } from './verify/texts.js';
import { Verifier } from './verify/verifier.js';
import workerUrl from './verify/worker.ts?worker&url';

const COMPILED = {
  en: () => import('virtual:verify-texts/en'),
  'en-XA': () => import('virtual:verify-texts/en-XA'),
  'ar-XB': () => import('virtual:verify-texts/ar-XB'),
};

const place = document.getElementById('verify');

if (place) {
  try {
    const [say, begin] = await Promise.all([loadTexts(), beginInWorker(workerUrl)]);
    const given = letterIdIn(new URLSearchParams(location.search).get('letter') ?? '');
    const said = document.getElementById('verify-loading');
    if (said) said.textContent = say('verify.ready');
    render(<Verifier say={say} begin={begin} given={given} />, place);
  } catch {
    document.getElementById('verify-loading')?.setAttribute('hidden', '');
    document.getElementById('verify-failed')?.removeAttribute('hidden');
  }
}

/** The page's language; English if there are no texts in it. */
async function loadTexts(): Promise<Say> {
  const tag = document.documentElement.lang;
  const { default: texts } = await (tag in COMPILED ? COMPILED[tag as keyof typeof COMPILED] : COMPILED.en)();
  return sayOf(texts);
}
