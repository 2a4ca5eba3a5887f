// Mail domains where anybody can have a mailbox: being reachable there says nothing of where somebody works.
// protocol.md#opening
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { domainToASCII } from 'node:url';

/** The lists of the package `freemail`: free and throw-away mailboxes. */
const LISTS = ['freemail/data/free.txt', 'freemail/data/disposable.txt'] as const;

/** Providers that the lists don't know. */
const MORE =
  `addy.io anonaddy.com anonaddy.me aol.de bluewin.ch daum.net disroot.org duck.com hey.com kakao.com keemail.me
  kolabnow.com mail.de mailbox.org mailfence.com mozmail.com passinbox.com passmail.net pm.me posteo.at posteo.ch
  posteo.de posteo.eu posteo.net posteo.org privaterelay.appleid.com proton.me protonmail.ch riseup.net simplelogin.co
  simplelogin.com startmail.com tuta.com tuta.io tutamail.com tutanota.com tutanota.de zohomail.com zohomail.eu`.split(
    /\s+/,
  );

const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z0-9-]+$/;

let known: ReadonlySet<string> | undefined;

/** Whether the domain (lower-case ASCII, A-labels) or one that it lies under is a public mail provider's. */
export function isPublicMailProvider(domain: string): boolean {
  known ??= load();
  const labels = domain.split('.');
  for (let i = 0; i + 2 <= labels.length; i++) {
    if (known.has(labels.slice(i).join('.'))) return true;
  }
  return false;
}

function load(): Set<string> {
  const { resolve } = createRequire(import.meta.url);
  const listed = LISTS.flatMap((list) => readFileSync(resolve(list), 'utf8').split('\n'));
  // The lists hold names in Unicode and lines that are no domains (a page that wasn't found).
  return new Set(
    [...listed, ...MORE].map((line) => domainToASCII(line.trim())).filter((line) => DOMAIN.test(line)),
  );
}
