// What is looked at in an answer's headers and HTML, wherever they come from.

/** The directives of a Content-Security-Policy by their names. */
export function directivesOf(policy: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    policy.split(';').map((directive) => {
      const [name = '', ...values] = directive.trim().split(/\s+/);
      return [name, values];
    }),
  );
}

/** What in this HTML a strict policy would not run or show: code, styles and handlers in the page itself. */
export function inlineIn(html: string): string[] {
  const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
  return tags.filter(
    (tag) =>
      /^<script(?![^>]*\ssrc=)/i.test(tag) ||
      /^<(?:style|base|object|embed|iframe|form)\b/i.test(tag) ||
      /\s(?:style|srcdoc|on[a-z]+)\s*=/i.test(tag) ||
      /(?:href|src)\s*=\s*["']?\s*(?:javascript|data):/i.test(tag),
  );
}

/** What this HTML has the browser fetch by itself. */
export function fetchedBy(html: string): string[] {
  const tags = html.match(/<(?:link|script|img|source|video|audio|use|image)\b[^>]*>/gi) ?? [];
  const fetched = tags.filter(
    (tag) =>
      !/^<link\b/i.test(tag) ||
      /\srel="(?:[^"]*\b)?(?:stylesheet|icon|preload|modulepreload|manifest)\b/.test(tag),
  );
  return fetched.flatMap((tag) => /\s(?:href|src)="([^"]*)"/.exec(tag)?.[1] ?? []);
}
