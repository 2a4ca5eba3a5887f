import { beforeAll, describe, expect, it } from '@jest/globals';
import { h } from 'preact';
import { makeLetter, type TestLetter } from '../../../../test/support/letters.js';
import { drawn, testView, textOf } from '../../../../test/support/pages.js';
import type { Manifest } from '../../../protocol/manifest.js';
import { Terms } from './terms.js';

let letter: TestLetter;

beforeAll(async () => {
  letter = await makeLetter({
    ...{ workplaces: 3, minimumCell: 10, threshold: 650 },
    overrides: { nameConditions: [10, 50, 100] },
  });
});

/** Each fact by its name. */
function terms(changes: Partial<Manifest> = {}, tag = 'en'): Map<string, string> {
  const manifest = { ...letter.manifest, ...changes };
  const html = drawn(
    h(Terms, {
      facts: {
        ...{ id: letter.id, manifest, phase: 'open', closesAt: manifest.closesAt, closesEarly: false },
        ...{ tally: { tally: 'collecting' }, editions: [], url: '' },
      },
    }),
    testView(tag),
  );
  return new Map(
    html
      .split('<dt>')
      .slice(1)
      .map((fact) => fact.split('</dt>'))
      .map(([name = '', said = '']) => [textOf(name), textOf(said.replaceAll('</dd>', ' '))]),
  );
}

describe('the terms of a letter', () => {
  it('say who can sign, by the domains as they are and as they are read', () => {
    expect(terms().get('Who can sign')).toBe(
      'Larkspur SoftwareMailboxes at larkspur.example and eu.larkspur.example. 29,000 people work there. ' +
        'Tidewater Analytics, a Larkspur companyMailboxes at tidewater.example. ' +
        'Mühle Datentechnik, a Larkspur companyMailboxes at mühle.example (xn--mhle-0ra.example). 180 people work there. ' +
        'One mailbox, one signature.',
    );
  });

  it('say what happens below the threshold, and above', () => {
    const said = terms();
    expect(said.get('Below 650 signatures')).toMatch(
      /No number is shown, not even to the organizers\. .* the letter lapses/,
    );
    expect(said.get('From 650 on')).toBe(
      'Everybody is shown the number, in steps of 10. It is counted every hour, and announced when it was high enough twice in a row, or at the close. ' +
        'A workplace counts from 10 signatures on, so that no small group stands alone.',
    );
    expect(terms({ epochSeconds: 7200 }).get('From 650 on')).toContain('counted every 2 hours,');
  });

  it('say when, in the letter’s zone and in UTC', () => {
    expect(terms().get('When')).toBe(
      'From June 25, 2018 at 9:00 AM PDT (4:00 PM UTC) until July 9, 2018 at 9:00 AM PDT (4:00 PM UTC).',
    );
    expect(terms({ signsFrom: '2018-07-02T16:00:00Z' }).get('When')).toMatch(/^From July 2, 2018 at 9:00 AM/);
  });

  it('say who must agree, and until when', () => {
    expect(terms().get('Release')).toBe(
      'The number with its proof, and the names of those who agreed, are published if 2 of the 3 organizers want it. ' +
        'What isn’t released by October 7, 2018 at 9:00 AM PDT (4:00 PM UTC) never will be: then the keys are destroyed.',
    );
    expect(terms().get('Organizers')).toMatch(/^Organizer A · Organizer B · Organizer C /);
  });

  it('say what is shown of whom, by the menus that there are', () => {
    expect(terms().get('What is shown of you')).toBe(
      'You choose. Anonymous: you are counted, and that is all. ' +
        'By role: how many have signed as Engineer and Designer. Groups of fewer than 10 aren’t shown. ' +
        'By name: your name, if the organizers release names; on your condition, only if at least 10, 50, or 100 are named.',
    );
    expect(terms({ roles: [], nameConditions: [] }).get('What is shown of you')).toBe(
      'You choose. Anonymous: you are counted, and that is all. By name: your name, if the organizers release names.',
    );
  });

  it('name who checks mailboxes, each once, with the host', () => {
    expect(terms().get('Who checks mailboxes')).toMatch(
      /^The Letter Room \(issuer\.example\) The Letter Room \(issuer\.example:8443\) It vouches/,
    );
  });

  it('say occasion, contact and what it replaces only where there is one', () => {
    const bare = terms({ occasion: null });
    for (const name of ['Occasion', 'For journalists', 'Replaces']) expect(bare.has(name)).toBe(false);
    const digest = new Uint8Array(32).fill(7);
    const full = terms({
      pressContact: 'press@a.example',
      supersedes: Buffer.from(digest).toString('base64url'),
    });
    expect(full.get('Occasion')).toBe('Before the shareholders meet on 28 June 2018');
    expect(full.get('For journalists')).toBe('press@a.example');
    expect(full.get('Replaces')).toBe('an earlier letter');
  });

  it('are there in every language', () => {
    for (const tag of ['en-XA', 'ar-XB']) expect(terms({}, tag).size).toBe(terms().size);
  });
});
