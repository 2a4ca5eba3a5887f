// Where a bundle is dropped, and other ways to check it that trust this server less.
import type { JSX } from 'preact';
import type { KeptFile } from '../assets.js';
import { useView } from '../view.js';

export interface VerifyPageProps {
  readonly file: KeptFile;
}

export function VerifyPage({ file }: VerifyPageProps): JSX.Element {
  const { say, locale } = useView();
  const size = new Intl.NumberFormat(locale.pseudo ? 'en' : locale.tag, {
    style: 'unit',
    unit: 'kilobyte',
    maximumFractionDigits: 0,
  });
  return (
    <div class="page verify">
      <h1>{say('verify.title')}</h1>
      <p class="lead">{say('verify.lead')}</p>
      <noscript>
        <p class="notice">{say('verify.noScript')}</p>
      </noscript>
      <div id="verify" />
      <p id="verify-loading" class="small soft" role="status">
        {say('verify.loading')}
      </p>
      <p id="verify-failed" class="notice error" role="alert" hidden>
        {say('verify.notLoaded')}
      </p>
      <h2>{say('verify.fileTitle')}</h2>
      <p>{say('verify.fileWhat')}</p>
      <p>
        <a href={`/verify/${file.name}`} download={file.name}>
          {say('verify.fileGet', { size: size.format(file.size / 1000) })}
        </a>
      </p>
      <p>{say('verify.fileDigest')}</p>
      <pre class="copyable" dir="ltr">
        {file.sha256}
      </pre>
      <h2>{say('verify.commandTitle')}</h2>
      <p>{say('verify.commandWhat')}</p>
      <pre class="copyable" dir="ltr">
        {'node dist/src/cli.js verify BUNDLE LETTER-ID'}
      </pre>
    </div>
  );
}
