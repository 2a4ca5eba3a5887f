// An organization shows a mailbox of its domain: the origin learns the domain, and nobody keeps the address.
// protocol.md#organizations
import { Injectable } from '@nestjs/common';
import { nodePrimitives } from '../../common/node-primitives.js';
import { isPublicMailProvider } from '../../common/public-providers.js';
import { RandomSource } from '../../common/random.js';
import { equal, fromBase64url, utf8 } from '../../protocol/codec.js';
import type { OrganizationRequest } from '../../protocol/issuer-api.js';
import { letterId } from '../../protocol/manifest.js';
import { isOfWorkplace, organizationMailbox } from '../../protocol/organization.js';
import { IssuerLettersService, type IssuerLetter } from '../letters/issuer-letters.service.js';
import { DomainRefusedError, CodeRefusedError } from './attestation.errors.js';
import { ChallengesService } from './challenges.service.js';
import { CodeCheckService } from './code-check.service.js';
import { OrganizationMailer } from './organization-mailer.js';
import { drawCode } from './code.js';

/** Stands in a challenge where the token key id of an entry would: no entry has it, so that no token comes of such a code. */
const KEY_ID = nodePrimitives.sha256(utf8('undersigned/organization/v1'));

@Injectable()
export class OrganizationsService {
  constructor(
    private readonly letters: IssuerLettersService,
    private readonly challenges: ChallengesService,
    private readonly codes: CodeCheckService,
    private readonly mailer: OrganizationMailer,
    private readonly random: RandomSource,
  ) {}

  /**
   * A challenge, and a code for it in the mailbox, unless that had its share of mail. `letter` is a digest in base64url.
   * Throws `domain_refused` for what is no mailbox of an organization: of a public provider, or of a workplace of the letter.
   */
  async ask(encoded: string, typed: string): Promise<string> {
    const digest = fromBase64url(encoded, 32, 'letter');
    const letter = await this.known(digest);
    const mailbox = organizationMailbox(typed);
    if (mailbox === undefined || isPublicMailProvider(mailbox.domain)) throw new DomainRefusedError();
    if (letter !== undefined && isOfWorkplace(letter.manifest, mailbox.domain))
      throw new DomainRefusedError();
    const isMailed = letter !== undefined && (await this.mailer.mayMail(letter.id, mailbox));
    const code = drawCode(this.random);
    const address = isMailed ? mailbox.address : undefined;
    const challenge = await this.challenges.seal({ letter: digest, keyId: KEY_ID, address, code });
    if (address !== undefined) this.mailer.sendSoon(address, code);
    return challenge;
  }

  /** The domain that was shown for this letter. Throws `code_refused`. */
  async shown({ letter, challenge, code }: OrganizationRequest): Promise<string> {
    const { keyId, address, ...opened } = await this.codes.matching(challenge, code);
    const isOurs = equal(keyId, KEY_ID) && equal(opened.letter, fromBase64url(letter, 32, 'letter'));
    const mailbox = isOurs && address !== undefined ? organizationMailbox(address) : undefined;
    if (mailbox === undefined) throw new CodeRefusedError();
    return mailbox.domain;
  }

  /** Open or ended, and not withheld: its signing may be over long before an organization stands with it. */
  private async known(digest: Uint8Array): Promise<IssuerLetter | undefined> {
    const row = await this.letters.row(letterId(digest));
    if (row === undefined || row.withheld) return undefined;
    const letter = this.letters.read(row.manifest, row.countersignings);
    return equal(letter.digest, digest) ? letter : undefined;
  }
}
