// A pass goes to another device: what the QR code holds, and what is left of it on either.
import { beforeAll, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { ClientLetter } from '../../src/client/letter.js';
import { look } from './support/look.js';
import { showsCode } from './support/qr.js';
import { Signer } from './support/signer.js';
import { describeSite } from './support/site.js';
import { say } from './support/texts.js';

/** Of the file that is saved: what stands after its mark, in lines. */
const PASS = /(?<=\bpass=)\s*[\w\s-]+/;

describeSite('a pass for another device', (site) => {
  let letter: ClientLetter;
  let first: Signer;
  let link: string;

  beforeAll(async () => {
    letter = await site().openLetter();
    first = await Signer.come(site(), letter);
    await first.pass();
    await first.person.tap('button', say('sign.ready.laterInstead'));
    await first.sees('words');
    await first.person.tap('button', say('sign.words.without'));
    await first.sees('wait');
  });

  it('is the same in the QR code as in the file', async () => {
    const { page } = first.person;
    const saved = page.waitForEvent('download');
    await first.person.tap('button', say('sign.wait.file'));
    const [pass = ''] = PASS.exec(await readFile(await (await saved).path(), 'utf8')) ?? [];
    link = `${site().url}/l/${letter.id}/mine#pass=${pass.replace(/\s/g, '')}`;
    await first.person.tap('button', say('sign.wait.showQr'));
    await showsCode(first.person.find('img', say('sign.wait.qrLabel')), link);
  });

  it('signs there, and neither its address nor its storage keeps it', async () => {
    const other = await site().person({ width: 768, height: 1024 });
    await other.open(link);
    await other.sees(say('mine.carried.heading'));
    expect(other.page.url()).toBe(`${site().url}/l/${letter.id}/mine`);
    await other.tap('button', say('mine.carried.sign'));
    await other.sees(say('sign.ready.heading'));
    await other.tap('button', say('sign.ready.sign'));
    await other.sees(say('sign.recorded.heading'));
    expect(other.requests.filter(({ url }) => url.includes('pass='))).toEqual([]);
    await other.keepsNothing();
    await other.leave();
  });

  it('is removed from the first device by one press and one more', async () => {
    const { person } = first;
    await person.tap('button', say('sign.forget'));
    await person.tap('button', say('sign.forgetYes'));
    await first.sees('ask');
    await person.keepsNothing();
    await person.leave();
  });

  it('sends itself when later has come and the page is opened', async () => {
    const signer = await Signer.come(site(), letter);
    await signer.pass();
    await signer.person.tap('button', say('sign.ready.laterInstead'));
    await signer.person.tap('button', say('sign.words.without'));
    await signer.sees('wait');
    await site().wait(3600);
    await signer.person.goAhead(3600);
    await signer.read();
    await signer.person.page.getByText(say('sign.begunLater')).first().waitFor();
    await look(signer.person.page, 'begun-later');
    await signer.goOn();
    await signer.sees('recorded');
    await signer.person.keepsNothing();
    await signer.person.leave();
  });

  it('and of what is recorded only what she chooses stays', async () => {
    const signer = await Signer.come(site(), letter);
    const { person } = signer;
    await signer.pass();
    await signer.sign();
    await signer.sees('recorded');
    await person.tap('checkbox', say('sign.recorded.keepReceipt'));
    const { localStorage, ...rest } = await person.kept();
    const [[name, value] = []] = Object.entries(localStorage as Record<string, string>);
    expect(name).toBe(`undersigned/${letter.id}`);
    expect(JSON.parse(value ?? '')).toMatchObject({ step: 'recorded', words: null });
    expect(value).not.toContain(signer.address);
    expect(rest).toEqual({ ...rest, sessionStorage: {}, databases: [], caches: [], cookie: '', cookies: [] });
    await signer.read();
    await person.page.getByText(say('sign.begunRecorded')).first().waitFor();
    await look(person.page, 'begun-recorded');
    await person.find('link', say('sign.begunLook')).first().click();
    await signer.sees('recorded');
    await person.tap('checkbox', say('sign.recorded.keepReceipt'));
    await person.keepsNothing();
    await person.leave();
  });
});
