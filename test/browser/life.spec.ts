// The whole life of a letter, by clicking and typing only: from an empty data folder to a bundle that verifies. An operator, three
// organizers, twelve employees, a journalist.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ClientLetter, fetchLetter } from '../../src/client/letter.js';
import { nodePrimitives as p } from '../../src/common/node-primitives.js';
import { epochEnd } from '../../src/protocol/epochs.js';
import { verifyBundle } from '../../src/protocol/verify-bundle.js';
import { undersigned } from '../support/cli.js';
import { missingTools, program } from '../support/openssl-program.js';
import { Operator } from '../support/operator.js';
import { drop, leaveFile, readAll } from './support/checking.js';
import { comeAs, lookAgain, next, seesNext, press } from './support/console.js';
import { picture } from './support/look.js';
import { Organizer } from './support/organizer.js';
import type { Person, PersonOptions, TakenFile } from './support/person.js';
import { showsCode } from './support/qr.js';
import { type ByName, Signer } from './support/signer.js';
import { describeSite } from './support/site.js';
import { say } from './support/texts.js';

const TITLE = 'End the contract with the border agency';
const BODY = 'We, who build it, ask.[^1]\n\nWe are many.\n\n[^1]: The Daily Example, 3 March.';
const THRESHOLD = 10;
const HOUR = 3_600_000;
const ABUSIVE = 'A Nonsense Name';
const JOURNALIST = { width: 1280, height: 900 };

/** How somebody signs: at once and anonymously, unless she wants it otherwise. */
interface Way {
  readonly byName?: ByName;
  readonly role?: string;
  readonly later?: true;
  /** Saves her words though nobody asks her to. */
  readonly savesWords?: true;
  readonly device?: PersonOptions;
}

// Ada's address is published. In base64 only what follows a name's first two letters may be seen: nobody else may end as she does.
const EMPLOYEES: Readonly<Record<string, Way>> = {
  ada: { byName: { name: 'Ada Nwosu', title: 'Engineer', condition: 3, showAddress: true } },
  benedikt: { byName: { name: 'Benedikt Öztürk', condition: 3 }, device: JOURNALIST },
  chiara: { byName: { name: 'Chiara Rossi', condition: 3 }, later: true },
  duncan: { byName: { name: 'Duncan Idaho', condition: 3 } },
  mallory: { byName: { name: ABUSIVE, condition: 3 } },
  femi: { byName: { name: 'Femi Adeyemi', condition: 10 } },
  gudrun: { role: 'Engineering' },
  hakim: { role: 'Sales', device: { dark: true } },
  ines: { device: { width: 320, height: 568 } },
  jonas: { savesWords: true },
  kim: { device: { width: 768, height: 1024 } },
  lena: {},
};
const SHOWN = ['Ada Nwosu', 'Benedikt Öztürk', 'Chiara Rossi'];
/** Struck, taken back, and under a condition that isn't met. */
const HIDDEN = [ABUSIVE, 'Duncan Idaho', 'Femi Adeyemi'];
/** One of the twelve withdraws. */
const COUNT = 11;

let operator: Operator;

describeSite(
  'the life of a letter',
  (site) => {
    let organizers: [Organizer, Organizer, Organizer];
    let letter: ClientLetter;
    let silent: string;
    const signers = new Map<string, Signer>();
    /** What nobody but its owner may ever find on the server. */
    const secrets: string[] = [];
    let link: string;
    let early: TakenFile;
    let bundle: TakenFile;
    let verifier: TakenFile;
    /** Where the journalist keeps files. */
    let folder: string;

    const kept = ({ name }: TakenFile): string => join(folder, name);
    const addressOf = (name: string): string => `${name}@cumulus.example`;
    const read = async (path: string, options: PersonOptions = {}): Promise<string> => {
      const reader = await site().person(options);
      await reader.open(path);
      const said = await readAll(reader.page);
      await reader.leave();
      return said;
    };
    const comeToConsole = async (index: number): Promise<Person> =>
      comeAs(site(), { letter, words: organizers.map(({ words }) => words.join(' ')) }, index);

    beforeAll(() => {
      for (const name of Object.keys(EMPLOYEES)) secrets.push(addressOf(name));
      folder = mkdtempSync(join(tmpdir(), 'undersigned-journalist-'));
    });

    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    it('begins in an empty folder, with a database, keys and an invitation', async () => {
      expect(operator.found).toEqual([]);
      expect(await operator.stands()).toEqual(['database', 'keys']);
      expect(await operator.stands('keys')).toEqual(['issuer', 'origin']);
      expect(operator.invitation).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(await read('/')).toContain(say('home.noneReleased'));
    });

    it('is begun by whoever has the invitation, once, and written by three', async () => {
      const heron = await Organizer.come(site(), 'Heron');
      await heron.makeKey();
      heron.person.expectsFailures = true;
      await heron.begin('0000-0000-0000-0000');
      await heron.person.page.getByText(say('organize.error.invitation')).waitFor();
      await picture(heron.person.page, 'life-invitation');
      heron.person.expectsFailures = false;
      await heron.begin(operator.invitation.toLowerCase());
      await heron.sees('text');

      const invite = await heron.invite();
      secrets.push(operator.invitation, operator.invitation.replaceAll('-', ''), invite.slice(-22));
      const join = async (label: string, options: PersonOptions = {}): Promise<Organizer> => {
        const one = await Organizer.come(site(), label, invite, options);
        // Whether she is one of its organizers is asked for first.
        one.person.expectsFailures = true;
        await one.join();
        one.person.expectsFailures = false;
        return one;
      };
      const [kestrel, wren] = await Promise.all([join('Kestrel'), join('Wren')]);
      organizers = [heron, kestrel, wren];
      for (const { words, person } of organizers) {
        secrets.push(words.join(' '));
        // They write at once: the server refuses what it has to, and their pages put it together.
        person.expectsFailures = true;
      }
      await heron.person.page.getByText('Wren', { exact: true }).waitFor();
      await heron.person.find('combobox', say('organize.organizers.approvals')).selectOption('2');

      await heron.chapter('text');
      await heron.write(say('organize.text.addressee'), 'The chief executive of Cumulus');
      await heron.write(say('organize.text.title'), TITLE);
      await heron.write(say('organize.text.summary'), 'We ask you to end the contract.');
      await heron.write(say('organize.text.body'), BODY);
      await heron.write(say('organize.text.pressContact'), 'press@letter.example');
      await heron.isSaved();
    });

    it('gets its workplace, its terms, its roles and conditions', async () => {
      const [, kestrel, wren] = organizers;
      await kestrel.chapter('workplaces');
      await kestrel.write(say('organize.workplaces.first'), 'Cumulus');
      await kestrel.person.tap('button', say('organize.workplaces.add'));
      await kestrel.write(say('organize.workplaces.domain'), 'cumulus.example');
      await kestrel.person.tap('button', say('organize.workplaces.addDomain'));
      await kestrel.write(say('organize.workplaces.headcount'), '40');
      await kestrel.isSaved();

      const { person } = wren;
      const at = (ms: number): string => new Date(Date.now() + site().ahead + ms).toISOString().slice(0, 16);
      await wren.chapter('terms');
      await wren.write(say('organize.terms.threshold'), THRESHOLD.toString());
      await person.find('combobox', say('organize.terms.timeZone')).selectOption('UTC');
      await person.page.getByLabel(say('organize.terms.opensAt'), { exact: true }).fill(at(2 * 60_000));
      await person.page.getByLabel(say('organize.terms.closesAt'), { exact: true }).fill(at(24 * HOUR));
      await wren.chapter('appear');
      await wren.write(say('organize.appear.roles'), 'Engineering\nSales');
      await wren.write(say('organize.appear.conditions'), '3\n10');
      await wren.isSaved();
    });

    it('is sealed, read and signed by all three; link, QR code and poster lead to it', async () => {
      const [heron, , wren] = organizers;
      await heron.chapter('review');
      await heron.person.page.getByText(say('organize.review.ready')).waitFor();
      await heron.person.tap('button', say('organize.review.go'));
      await Promise.all(organizers.map((one) => one.sign()));
      for (const one of organizers) await one.seesOpen();
      const { person } = wren;
      const url = await person.page.locator('.copyable code').innerText();
      await showsCode(person.find('img', say('organize.opened.code')), url);
      letter = await fetchLetter(p, site().world.http, url.slice(-32));
      expect(url).toBe(`${site().url}/l/${letter.id}`);
      await person.tap('link', say('organize.opened.poster'));
      await person.find('heading', TITLE).waitFor();
      await showsCode(person.find('img', say('share.codeLabel')), url, 'M');
      expect(await readAll(person.page)).toContain(url.replace('http://', ''));
      for (const one of organizers) await one.person.leave();

      await site().world.endEpoch(letter, 0);
      silent = await read(`/l/${letter.id}`);
      expect(silent).toContain('The Daily Example, 3 March.');
      expect(silent).toContain(say('letter.collecting', { threshold: THRESHOLD }));
    });

    it('is signed by eleven in their ways, and a twelfth keeps hers for later', async () => {
      const sign = async ([name, way]: [string, Way]): Promise<void> => {
        const signer = await Signer.come(site(), letter, { address: addressOf(name), ...way.device });
        signers.set(name, signer);
        await signs(signer, way);
        if (way.later !== true) await signer.person.leave();
      };
      await fewAtOnce(4, Object.entries(EMPLOYEES), sign);
      for (const { written } of signers.values()) if (written !== '') secrets.push(written);
      expect(secrets.filter((one) => one.split(' ').length === 12)).toHaveLength(3 + 7);
    }, 180_000);

    it('says collecting to everybody, though the threshold is met', async () => {
      await site().world.endEpoch(letter, 1);
      expect(await read(`/l/${letter.id}`)).toBe(silent);
      const heron = await comeToConsole(0);
      expect(await next(heron)).toMatch(/^You have nothing to do, and neither have the others/);
      expect(await readAll(heron.page)).toContain(say('release.count.collecting'));
      await heron.leave();
    });

    it('loses a name to a second thought and a signature to a third; the twelfth sends hers', async () => {
      const comeBack = async (name: string): Promise<Person> => {
        const person = await site().person();
        await person.open(`/l/${letter.id}/mine`);
        await person.type('textbox', say('mine.enter.label'), signers.get(name)!.written);
        await person.tap('button', say('mine.enter.go'));
        await person.sees(say('mine.known.heading'));
        return person;
      };
      const duncan = async (): Promise<void> => {
        const person = await comeBack('duncan');
        await person.tap('button', say('mine.known.change'));
        await person.tap('radio', new RegExp(`^${say('sign.appear.role')}`));
        await person.find('combobox', say('sign.appear.roleLabel')).selectOption('Engineering');
        await person.tap('button', say('mine.change.change'));
        await person.sees(say('mine.done.changed'));
        await person.leave();
      };
      const jonas = async (): Promise<void> => {
        const person = await comeBack('jonas');
        await person.tap('button', say('mine.known.withdraw'));
        await person.tap('button', say('mine.withdraw.yes'));
        await person.sees(say('mine.done.withdrawn'));
        await person.leave();
      };
      const chiara = async (): Promise<void> => {
        const signer = signers.get('chiara')!;
        await signer.person.goAhead(site().ahead / 1000);
        await signer.read();
        await signer.goOn();
        await signer.sees('recorded');
        await signer.person.keepsNothing();
        await signer.person.leave();
      };
      await Promise.all([duncan(), jonas(), chiara()]);
      expect(await read(`/l/${letter.id}`)).toBe(silent);
      // Nobody's name or address is anywhere yet; the letter itself is.
      expect(await operator.holds([...secrets, ...SHOWN, ...HIDDEN])).toEqual({});
      expect(Object.keys(await operator.holds([TITLE]))).toEqual([TITLE]);
    });

    it('is announced at the second epoch end', async () => {
      await site().world.endEpoch(letter, 2);
      const said = await read(`/l/${letter.id}`);
      // Of eleven, rounded down.
      expect(said).toContain(say('letter.reached', { count: THRESHOLD }));
      expect(said).not.toContain(say('letter.collecting', { threshold: THRESHOLD }));
    });

    it('is proposed by one, checked and signed by two, each in her own browser', async () => {
      const first = await comeToConsole(0);
      expect(await next(first)).toBe(say('release.next.propose'));
      await press(first, say('release.propose.go'), say('release.snapshot.heading'));
      await first.leave();
      await site().world.endEpoch(letter, 3);
      for (const [index, then] of [
        [0, 'release.waitOthers.heading'],
        [1, 'release.open.heading'],
      ] as const) {
        const person = await comeToConsole(index);
        await press(person, say('release.check.go'), say('release.checked.heading'));
        expect(await readAll(person.page)).toContain(`${say('release.checked.count')} ${COUNT}`);
        await press(person, say('release.checked.signGo'), say(then));
        await person.leave();
      }
    });

    it('has its names read; one is struck by two, and the third would have kept it', async () => {
      const open = async (index: number): Promise<Person> => {
        const person = await comeToConsole(index);
        await person.tap('button', say('release.open.go'));
        return person;
      };
      const leaveOut = say('release.names.strike', { name: ABUSIVE });
      const heron = await open(0);
      await heron.tap('checkbox', leaveOut);
      const names = await readAll(heron.page);
      for (const name of SHOWN) expect(names).toContain(name);
      expect(names).not.toMatch(/Duncan|Femi/);
      await heron.find('radio', new RegExp(`^${say('release.edition.embargo')}`)).check();
      const until = epochEnd(letter.manifest, 4).toISOString().slice(0, 16);
      await heron.page.locator('#release-embargo').fill(until);
      await heron.tap('button', say('release.edition.sign', { left: 1 }));
      await heron.sees(say('release.drafts.heading', { count: 1 }));

      const wren = await open(2);
      await wren.tap('button', say('release.edition.another'));
      expect(await wren.find('checkbox', leaveOut).isChecked()).toBe(false);
      await wren.tap('button', say('release.edition.sign', { left: 1 }));
      await wren.sees(say('release.drafts.heading', { count: 2 }));
      await wren.leave();
      await lookAgain(heron);
      await seesNext(heron, say('release.next.differ', { mine: 'yes', by: 'Wren', left: 0 }));
      await heron.leave();

      const kestrel = await open(1);
      const struck = kestrel.page.locator('.release-draft', { hasText: ABUSIVE });
      await struck.getByRole('button', { name: say('release.drafts.agreePublish') }).click();
      await kestrel.page.getByText(/^Under embargo until/).waitFor();
      await kestrel.type('textbox', say('release.links.label'), 'The Herald');
      await kestrel.tap('button', say('release.links.make'));
      link = await kestrel.page.locator('.copyable code').innerText();
      secrets.push(new URL(link).searchParams.get('access')!);
      await kestrel.leave();
    });

    it('is read before its time by whoever has the private link, and by nobody else', async () => {
      const journalist = await site().person(JOURNALIST);
      await journalist.open(link);
      const said = await readAll(journalist.page);
      expect(said).toContain(say('press.count', { count: COUNT }));
      for (const name of SHOWN) expect(said).toContain(name);
      for (const name of HIDDEN) expect(said).not.toContain(name);
      early = await journalist.takes('link', say('press.bundle'));
      await journalist.leave();
      expect((await fetch(publicly(link))).status).toBe(404);
      expect(await read(`/l/${letter.id}`)).not.toContain(say('press.fromLetter'));
    });

    it('is public from its time on, with count, cells and names', async () => {
      await site().world.endEpoch(letter, 4);
      const journalist = await site().person(JOURNALIST);
      const { page } = journalist;
      await journalist.open('/');
      await picture(page, 'life-home');
      await journalist.tap('link', TITLE);
      await journalist.tap('link', say('press.fromLetter'));
      await journalist.find('heading', say('press.evidence')).waitFor();
      expect(page.url()).toBe(publicly(link));
      const said = await readAll(page);
      expect(said).toContain(say('press.count', { count: COUNT }));
      expect(said).toContain(say('press.shareOfHeadcount', { share: '28%', headcount: 40 }));
      expect(said).toContain(say('press.fewer', { minimumCell: 10 }));
      expect(said).toContain(say('press.struck', { struck: 1 }));
      expect(said).toContain(addressOf('ada'));
      expect(said).not.toContain(addressOf('benedikt'));
      for (const name of HIDDEN) expect(said).not.toContain(name);
      bundle = await journalist.takes('link', say('press.bundle'));
      verifier = await journalist.takes('link', say('press.verifier'));
      for (const file of [bundle, verifier]) writeFileSync(kept(file), file.bytes);
      expect(bundle.name).toBe(early.name);
      expect(bundle.bytes.equals(early.bytes)).toBe(true);
      // The private link leads to what everybody reads.
      await journalist.open(link);
      expect(await readAll(page)).toBe(said);
      await journalist.leave();
    });

    it('is verified on the page with the network off', async () => {
      const journalist = await site().person(JOURNALIST);
      await journalist.open('/');
      await journalist.tap('link', say('home.verifyPage'));
      await journalist.page.getByText(say('verify.ready')).waitFor();
      await journalist.context.setOffline(true);
      await judges(journalist);
      await journalist.leave();
    });

    it('is verified by the file from her disk, by the command line, and by openssl alone', async () => {
      const journalist = await site().person(JOURNALIST);
      const page = pathToFileURL(kept(verifier)).href;
      await journalist.context.setOffline(true);
      await journalist.open(page);
      await judges(journalist);
      await leaveFile(journalist, page);

      const { code, out } = await undersigned(['verify', kept(bundle), letter.id], {});
      expect(code).toBe(0);
      expect(out).toContain(`${COUNT} signatures`);
      const { count, edition } = await verifyBundle(p, bundle.bytes, letter.id);
      expect(count).toBe(COUNT);
      expect(edition.names.map(({ name }) => name).sort()).toEqual(SHOWN);
      if (process.env['CI'] === 'true' || missingTools().length === 0) {
        const shell = join(folder, 'verify.sh');
        writeFileSync(shell, program);
        const said = execFileSync('bash', [shell, kept(bundle), letter.id], { encoding: 'utf8' });
        expect(said).toMatch(new RegExp(`^${COUNT} different signatures under ${letter.id}`));
      }
    });

    it('leaves in folder, log and mail nothing of anybody but what was published', async () => {
      operator.remark(`Somebody asks about ${addressOf('kim')}.`);
      await operator.stop();
      const mail = operator.mail();
      const codes = mail.map(({ text }) => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)![0]);
      const all = [
        ...[...secrets.filter((one) => one !== addressOf('ada')), ...HIDDEN, operator.masterKey],
        ...codes.flatMap((code) => [code, code.replace('-', '')]),
      ];
      expect(await operator.holds(all)).toEqual({});
      expect(Object.keys(await operator.holds(SHOWN)).sort()).toEqual(SHOWN);
      expect(await operator.stands()).toEqual(['database', 'keys']);

      const log = operator.log.join('');
      expect(log).toContain('Somebody asks about [address]');
      for (const one of [...all, ...SHOWN, addressOf('ada'), letter.id, TITLE])
        expect(log).not.toContain(one);
      for (const line of operator.log) {
        const { time: _time, ...told } = JSON.parse(line) as Record<string, unknown>;
        expect(JSON.stringify(told)).not.toMatch(/\d/);
      }

      expect(mail.map(({ to }) => to).sort()).toEqual(Object.keys(EMPLOYEES).map(addressOf).sort());
      for (const { raw } of mail) {
        for (const one of ['http', TITLE, 'ndersigned', 'Cumulus', letter.id]) expect(raw).not.toContain(one);
      }
    });

    /** Drops the bundle where she is, with the letter's link, and reads that it holds. */
    async function judges(journalist: Person): Promise<void> {
      const before = journalist.requests.length;
      await journalist.type('textbox', say('verify.id'), `${site().url}/l/${letter.id}`);
      await drop(journalist, [kept(bundle)]);
      await journalist.sees(say('verify.valid'));
      const said = await readAll(journalist.page);
      expect(said).toContain(say('verify.validMeans', { count: COUNT }));
      for (const name of SHOWN) expect(said).toContain(name);
      expect(journalist.requests.slice(before)).toEqual([]);
    }
  },
  {
    host: async (clock) => {
      operator = await Operator.begin();
      return operator.start(clock);
    },
  },
);

/** From the letter to *recorded*, or to *not yet signed*. */
async function signs(signer: Signer, { byName, role, later, savesWords }: Way): Promise<void> {
  const { person } = signer;
  await signer.begin();
  if (byName !== undefined) await signer.chooseName(byName);
  if (role !== undefined) await signer.chooseRole(role);
  await signer.typeAddress();
  await signer.send();
  await signer.sees('code');
  await signer.typeCode(await signer.readCode());
  await signer.sees('ready');
  if (later === true) {
    await person.tap('button', say('sign.ready.laterInstead'));
    await signer.saveWords();
    await signer.sees('wait');
    return;
  }
  await signer.sign();
  if (byName !== undefined) await signer.saveWords();
  await signer.sees('recorded');
  if (savesWords === true) {
    await person.tap('button', say('sign.recorded.showWords'));
    await person.sees(say('sign.words.headingAfter'));
    await signer.confirmWords();
    await signer.sees('recorded');
  }
  await person.keepsNothing();
}

/** So many at a time, in their order. */
async function fewAtOnce<T>(few: number, all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const one = async (): Promise<void> => {
    for (let taken = left.shift(); taken !== undefined; taken = left.shift()) await work(taken);
  };
  await Promise.all(Array.from({ length: few }, one));
}

/** The address without what makes it private. */
function publicly(address: string): string {
  return address.replace(/\?.*/, '');
}
