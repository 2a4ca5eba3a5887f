// From a shown mailbox to a blind signature and a certificate. protocol.md#issuing
import { Injectable } from '@nestjs/common';
import { nodePrimitives } from '../../common/node-primitives.js';
import { compare, fromBase64url, toBase64url } from '../../protocol/codec.js';
import { ProtocolError } from '../../protocol/errors.js';
import { identityDocument } from '../../protocol/identity.js';
import type { TokenRequest, TokenResponse } from '../../protocol/issuer-api.js';
import { MODULUS_LENGTH } from '../../protocol/rsa-spki.js';
import { CodeRefusedError, type Attested } from '../attestation/code-check.service.js';
import { BlindSigner } from './blind-signer.js';
import { IssuanceKeysService } from './issuance-keys.service.js';
import { TagsService } from './tags.service.js';

@Injectable()
export class IssuanceService {
  constructor(
    private readonly keys: IssuanceKeysService,
    private readonly tags: TagsService,
    private readonly signer: BlindSigner,
  ) {}

  /**
   * The blind signature and certificate for a mailbox that was shown. The same request gets the same answer, for as long as
   * the letter is open; another one for the same mailbox gets `code_refused`.
   * Throws `malformed` on a blinded message that isn't 256 bytes below the modulus, before anything is written.
   */
  async issue(
    { letter, entry, address }: Attested,
    request: Pick<TokenRequest, 'blindedMessage' | 'holder'>,
  ): Promise<TokenResponse> {
    const blindedMessage = fromBase64url(request.blindedMessage, MODULUS_LENGTH, 'blindedMessage');
    const holder = fromBase64url(request.holder, 32, 'holder');
    const keys = (await this.keys.ofLetter(letter.id))?.entries[entry.position];
    if (keys === undefined) throw new CodeRefusedError();
    if (compare(blindedMessage, keys.modulus) >= 0) {
      throw new ProtocolError(
        'malformed',
        'The blinded message is not below the issuer’s modulus.',
        'blindedMessage',
      );
    }
    const fingerprint = nodePrimitives.sha256(blindedMessage, holder);
    if (!(await this.tags.claim(letter, entry, keys, { address, fingerprint }))) throw new CodeRefusedError();
    const [blindSignature, certificate] = await Promise.all([
      this.signer.sign(keys, blindedMessage),
      nodePrimitives.ed25519Sign(keys.identitySeed, identityDocument(letter.digest, address, holder)),
    ]);
    return { blindSignature: toBase64url(blindSignature), certificate: toBase64url(certificate) };
  }
}
