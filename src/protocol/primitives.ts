// The cryptographic operations that the protocol needs from its surroundings: WebCrypto in a browser, node:crypto on a server.

/** Checks one RSASSA-PSS signature (SHA-384, MGF1 with SHA-384, salt of 48 bytes): 256 bytes over `message`. Never throws. */
export type RsaPssVerifier = (message: Uint8Array, signature: Uint8Array) => Promise<boolean>;

/** What the protocol is given. All byte arrays; verifying never throws, a malformed key or signature is just not valid. */
export interface Primitives {
  /** SHA-256 (FIPS 180-4): 32 bytes. */
  sha256(...parts: readonly Uint8Array[]): Uint8Array;

  /** SHA-384 (FIPS 180-4): 48 bytes. Only blinding needs it, and can wait for it. */
  sha384(...parts: readonly Uint8Array[]): Promise<Uint8Array>;

  /** HMAC-SHA-256 (RFC 2104): 32 bytes. */
  hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array;

  /** HKDF-Extract with SHA-256 (RFC 5869 section 2.2): 32 bytes. */
  hkdfExtract(salt: Uint8Array, inputKey: Uint8Array): Uint8Array;

  /** HKDF-Expand with SHA-256 (RFC 5869 section 2.3): `length` bytes, at most 8,160. */
  hkdfExpand(pseudorandomKey: Uint8Array, info: Uint8Array, length: number): Uint8Array;

  /** The Ed25519 public key (32 bytes) of a seed (32 bytes), RFC 8032 section 5.1.5. */
  ed25519PublicKey(seed: Uint8Array): Promise<Uint8Array>;

  /** The Ed25519 signature (64 bytes) by a seed (32 bytes), RFC 8032 section 5.1.6. */
  ed25519Sign(seed: Uint8Array, message: Uint8Array): Promise<Uint8Array>;

  /**
   * Whether an Ed25519 signature verifies under a public key (32 bytes), RFC 8032 section 5.1.7, without cofactor. What
   * platforms differ about is refused before: ask signatures.ts.
   */
  ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;

  /** The X25519 public key (32 bytes) of a secret (32 bytes), RFC 7748 section 6.1. */
  x25519PublicKey(secret: Uint8Array): Promise<Uint8Array>;

  /**
   * The shared secret (32 bytes) of a secret and another's public key (32 bytes each), RFC 7748 section 6.1.
   * Rejects a key of another length, and one under which every shared secret is zero.
   */
  x25519(secret: Uint8Array, publicKey: Uint8Array): Promise<Uint8Array>;

  /** A verifier for one RSA key, given as modulus (256 bytes, big-endian); the exponent is 65,537. Ask signatures.ts. */
  rsaPssVerifier(modulus: Uint8Array): Promise<RsaPssVerifier>;

  /** AES-GCM (key of 16 or 32 bytes, nonce of 12): ciphertext with its tag of 16 bytes at the end. */
  aesGcmSeal(
    key: Uint8Array,
    nonce: Uint8Array,
    plaintext: Uint8Array,
    data?: Uint8Array,
  ): Promise<Uint8Array>;

  /** Opens what `aesGcmSeal` made; `undefined` if it was changed or the key is another. */
  aesGcmOpen(
    key: Uint8Array,
    nonce: Uint8Array,
    ciphertext: Uint8Array,
    data?: Uint8Array,
  ): Promise<Uint8Array | undefined>;

  /** `length` bytes from the system's cryptographic generator. */
  random(length: number): Uint8Array;
}
