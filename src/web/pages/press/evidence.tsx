// What a journalist takes along: the bundle, what checks it, the page in other forms, and how it is cited. protocol.md#bundle
import type { JSX } from 'preact';
import { formatsOf } from '../letter/language.js';
import { useWorkplaces } from '../letter/letter-page.js';
import { momentIn } from '../letter/moment.js';
import { useView } from '../view.js';
import type { PressFacts } from './press-facts.service.js';

const UNITS = [
  ['megabyte', 1_000_000],
  ['kilobyte', 1000],
] as const;

/** The verifier as one file. */
const VERIFIER = '/verify/undersigned-verify.html';

export interface PartProps {
  readonly facts: PressFacts;
}

export function Evidence({ facts }: PartProps): JSX.Element {
  const { say, locale } = useView();
  const { released, access } = facts;
  const { letter, edition, bundle } = released;
  const path = `/api/v1/letters/${letter.id}/editions/${edition.edition}`;
  const name = `${letter.id}.${edition.edition}`;
  // Under embargo each file needs what opened this page. Never printed, also not as a link in a PDF: that is passed on more easily.
  const isPrivate = access !== undefined;
  const at = (form: string): string => `${path}.${form}${withAccess(access)}`;
  return (
    <section class="press-part">
      <h2>{say('press.evidence')}</h2>
      <p>{say('press.evidenceMeans')}</p>
      <dl class="facts">
        <div>
          <dt>
            <a href={at('bundle')} download={`${name}.bundle`} class={isPrivate ? 'no-print' : undefined}>
              {say('press.bundle')}
            </a>
            {isPrivate && <span class="print-only">{say('press.bundle')}</span>}
          </dt>
          <dd>{sizeOf(formatsOf(locale), bundle.bytes)}</dd>
          <dd class="small">
            {say('press.digest')} <code class="digest">{bundle.sha256}</code>
          </dd>
          <Written url={`${letter.manifest.origin}${path}.bundle`} />
        </div>
        <div>
          <dt>
            <a href={VERIFIER} download="undersigned-verify.html">
              {say('press.verifier')}
            </a>
          </dt>
          <dd>{say('press.verifierMeans')}</dd>
          <dd>
            {say('press.commandLine')}{' '}
            <code class="digest">{`undersigned verify ${name}.bundle ${letter.id}`}</code>
          </dd>
          <Written url={`${letter.manifest.origin}${VERIFIER}`} />
        </div>
        <div class="no-print">
          <dt>{say('press.files')}</dt>
          <dd>
            <ul class="links">
              <li>
                <a href={at('txt')} download={`${name}.txt`}>
                  {say('press.text')}
                </a>
              </li>
              <li>
                <a href={at('csv')} download={`${name}.csv`}>
                  {say('press.csv')}
                </a>
              </li>
              <li>
                <a href={`/l/${letter.id}/feed.atom`}>{say('press.feed')}</a>
              </li>
            </ul>
          </dd>
          <dd>{say(isPrivate ? 'press.printPrivate' : 'press.print')}</dd>
        </div>
      </dl>
    </section>
  );
}

/** An address, where it can't be pressed. */
function Written({ url }: { readonly url: string }): JSX.Element {
  return (
    <dd class="print-only small" dir="ltr">
      {url}
    </dd>
  );
}

export function Citation({ facts: { released, access } }: PartProps): JSX.Element {
  const { say, locale } = useView();
  const { letter, edition, url } = released;
  const { title, addressee } = letter.manifest.letter;
  const { local } = momentIn(formatsOf(locale), edition.asOf, letter.manifest.timeZone);
  const values = { title, addressee, count: edition.count, workplaces: useWorkplaces(letter), asOf: local };
  return (
    <section class="press-part">
      <h2>{say('press.cite')}</h2>
      <div class="press-cite">
        <div>
          <p class="copyable">{say('press.citation', { ...values, edition: edition.edition, url })}</p>
          <p class="small soft">{say('press.citeMeans')}</p>
        </div>
        <div class="qr-box">
          {/* A file apart: the code of so long an address takes more than half of what the page may. */}
          <img
            class="qr"
            src={`/l/${letter.id}/press/${edition.edition}/qr.svg${withAccess(access)}`}
            alt={say('press.qr')}
          />
        </div>
      </div>
    </section>
  );
}

function withAccess(access: string | undefined): string {
  return access === undefined ? '' : `?access=${access}`;
}

/** In the largest unit of 1,000 that it fills. */
export function sizeOf(language: string, bytes: number): string {
  const [unit, of] = UNITS.find(([, least]) => bytes >= least) ?? ['byte', 1];
  const options = { style: 'unit', unit, maximumSignificantDigits: 3 } as const;
  return new Intl.NumberFormat(language, options).format(bytes / of);
}
