// Co-signing for an organization: its mailbox goes to the issuer, its name to the origin. protocol.md#organizations
import * as v from '../../protocol/schema.js';
import { toBase64url } from '../../protocol/codec.js';
import type { OrganizationAttestationRequest } from '../../protocol/issuer-api.js';
import { isOfWorkplace, organizationMailbox, type OrganizationKind } from '../../protocol/organization.js';
import { read } from '../../protocol/shape.js';
import { ClientError } from '../client-error.js';
import { postJson } from '../http.js';
import { issuerFor, issuerHttp } from '../issuer.js';
import type { ClientLetter } from '../letter.js';
import { doWork, fetchWork, type WorkOptions } from '../work.js';

const askAnswer = v.object({
  challenge: v.pipe(v.string, v.upTo(4096)),
});
const cosignAnswer = v.object({ domain: v.string, accepted: v.boolean });

/** The domain that was shown, and whether it stands on the page already. */
export type Cosigned = v.Output<typeof cosignAnswer>;

export interface Cosigning {
  readonly name: string;
  readonly kind: OrganizationKind;
  /** Of `askOrganizationCode`. */
  readonly challenge: string;
  readonly code: string;
}

/**
 * Does the work and has a code mailed to an organization's mailbox; the challenge goes back with the code.
 * Throws ClientError `no_mailbox` or `own_workplace` before anything is sent; RequestError `domain_refused`; as `doWork`.
 */
export async function askOrganizationCode(
  letter: ClientLetter,
  address: string,
  options?: WorkOptions,
): Promise<string> {
  const mailbox = organizationMailbox(address);
  if (mailbox === undefined) throw new ClientError('no_mailbox', 'This is no mail address.');
  if (isOfWorkplace(letter.manifest, mailbox.domain)) {
    throw new ClientError(
      'own_workplace',
      'Who works here signs the letter; an organization has another domain.',
    );
  }
  const issuer = issuerFor(letter);
  const work = await doWork(letter.p, await fetchWork(letter, issuer), options);
  const request: OrganizationAttestationRequest = { letter: toBase64url(letter.digest), address, work };
  const answer = await postJson(issuerHttp(letter, issuer), '/attestations/organizations', request);
  return read(askAnswer, answer, 'answer').challenge;
}

/** Hands name and code in: what the organizers will see. Throws RequestError, `code_refused` among them. */
export async function cosign(
  { http, id }: Pick<ClientLetter, 'http' | 'id'>,
  cosigning: Cosigning,
): Promise<Cosigned> {
  return read(cosignAnswer, await postJson(http, `/letters/${id}/cosigners`, cosigning), 'answer');
}
