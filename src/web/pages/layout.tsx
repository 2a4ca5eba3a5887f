// What every page is made of: head, a way past the navigation, header, main, footer.
import type { ComponentChildren, JSX } from 'preact';
import { useView } from './view.js';

/** How a link to a page looks where it is passed on: only what everybody may read. */
export interface Preview {
  readonly title: string;
  readonly description: string;
  /** 1200 × 630. */
  readonly picture: string;
  readonly pictureAlt: string;
  /** Where everybody finds the page. */
  readonly url: string;
}

export interface LayoutProps {
  /** Bland: it stands in histories and on shared screens. */
  readonly title: string;
  readonly styles: string;
  readonly icon: string;
  /** The type that every page begins with. */
  readonly font: string;
  readonly script?: string | undefined;
  /** For link previews: only what is public. */
  readonly description?: string | undefined;
  readonly preview?: Preview | undefined;
  /** The path of an Atom feed about the same. */
  readonly feed?: string | undefined;
  readonly children: ComponentChildren;
}

export function Layout({
  title,
  styles,
  icon,
  font,
  script,
  description,
  preview,
  feed,
  children,
}: LayoutProps): JSX.Element {
  const { say, locale, link } = useView();
  return (
    <html lang={locale.tag} dir={locale.direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        {description !== undefined && <meta name="description" content={description} />}
        {preview !== undefined && <PreviewMeta preview={preview} />}
        {feed !== undefined && <link rel="alternate" type="application/atom+xml" href={feed} />}
        <link rel="icon" href={icon} type="image/svg+xml" />
        <link rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
        <link rel="stylesheet" href={styles} />
        {script !== undefined && <script type="module" src={script} />}
      </head>
      <body>
        <a class="skip" href="#main">
          {say('site.skip')}
        </a>
        <header class="site-header">
          <a href={link('/')}>{say('site.name')}</a>
        </header>
        <main id="main">{children}</main>
        <footer class="site-footer">
          <nav>
            <a href={link('/about')}>{say('site.about')}</a>
            <a href={link('/privacy')}>{say('site.privacy')}</a>
            <a href={link('/imprint')}>{say('site.imprint')}</a>
            <a href={link('/accessibility')}>{say('site.accessibility')}</a>
            <a href={link('/report')}>{say('site.report')}</a>
          </nav>
        </footer>
      </body>
    </html>
  );
}

/** https://ogp.me, and what X reads. */
function PreviewMeta({ preview }: { readonly preview: Preview }): JSX.Element {
  const { say } = useView();
  return (
    <>
      <link rel="canonical" href={preview.url} />
      <meta property="og:type" content="article" />
      <meta property="og:site_name" content={say('site.name')} />
      <meta property="og:title" content={preview.title} />
      <meta property="og:description" content={preview.description} />
      <meta property="og:url" content={preview.url} />
      <meta property="og:image" content={preview.picture} />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={preview.pictureAlt} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}
