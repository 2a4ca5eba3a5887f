// One slot's bytes: row keys that say nothing without the key, and contents of one size, empty or not. protocol.md#sealed-slots
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';

export const ID_LENGTH = 32;
export const ROW_KEY_LENGTH = 32;
export const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const KIND_LENGTH = 1;
const EMPTY = 0;
const RECORD = 1;
const ALGORITHM = 'aes-256-gcm';

const LARGEST_PAYLOAD = 7_900; // a row stored plain must fit into a page of 8 KiB

/** How many bytes a sealed slot has that carries `payloadLength` bytes. */
export function sealedLength(payloadLength: number): number {
  return NONCE_LENGTH + KIND_LENGTH + ID_LENGTH + payloadLength + TAG_LENGTH;
}

export interface SlotRecord {
  /** 32 bytes: a nullifier, an address tag. */
  readonly id: Uint8Array;
  readonly payload: Uint8Array;
}

/** A row to be written: a record, or empty. */
export interface Slot {
  readonly rowKey: Buffer;
  readonly record: SlotRecord | undefined;
}

/** The cipher of one letter for one epoch. */
export class SlotCipher {
  private readonly rowKeys: Uint8Array;
  private readonly sealKey: Uint8Array;
  private readonly letter: Buffer;
  private readonly empty: Uint8Array;

  /** `key`: the letter's store or tag key, 32 bytes. Row and seal keys: HKDF-SHA256 (RFC 5869), info `row` | `seal` ‖ epoch. */
  constructor(
    letter: string,
    key: Uint8Array,
    epoch: number,
    private readonly payloadLength: number,
  ) {
    if (payloadLength > LARGEST_PAYLOAD) throw new Error('The payload of a slot has at most 7,900 bytes.');
    this.rowKeys = derive(key, 'row', epoch);
    this.sealKey = derive(key, 'seal', epoch);
    this.letter = Buffer.from(letter);
    this.empty = new Uint8Array(ID_LENGTH + payloadLength);
  }

  /** HMAC-SHA256 of the id. */
  rowKey(id: Uint8Array): Buffer {
    if (id.length !== ID_LENGTH) throw new Error('The id of a slot has 32 bytes.');
    return createHmac('sha256', this.rowKeys).update(id).digest();
  }

  /** The row of this record. */
  slot(record: SlotRecord): Slot {
    return { rowKey: this.rowKey(record.id), record };
  }

  /** The i-th empty row. */
  emptySlot(i: number): Slot {
    return { rowKey: this.emptyRowKey(i), record: undefined };
  }

  /** HMAC-SHA256 of `empty` ‖ i: never an id's, which is longer. */
  emptyRowKey(i: number): Buffer {
    const input = Buffer.from('empty\0\0\0\0');
    input.writeUInt32BE(i, 5);
    return createHmac('sha256', this.rowKeys).update(input).digest();
  }

  /** nonce ‖ AES-256-GCM(kind ‖ id ‖ payload) ‖ tag, written into `out`; the letter and the row key are its associated data. */
  seal(rowKey: Uint8Array, record: SlotRecord | undefined, nonce: Uint8Array, out: Buffer): void {
    if (record !== undefined && record.payload.length !== this.payloadLength) {
      throw new Error('The payload of a slot has the length that its set says.');
    }
    const cipher = createCipheriv(ALGORITHM, this.sealKey, nonce).setAAD(
      Buffer.concat([this.letter, rowKey]),
    );
    const parts = [
      nonce,
      cipher.update(Uint8Array.of(record === undefined ? EMPTY : RECORD)),
      ...(record === undefined
        ? [cipher.update(this.empty)]
        : [cipher.update(record.id), cipher.update(record.payload)]),
      cipher.final(),
      cipher.getAuthTag(),
    ];
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
  }

  /** What a slot holds; undefined if it is empty. Throws if it wasn't sealed by this cipher under this row key. */
  open(rowKey: Uint8Array, sealed: Uint8Array): SlotRecord | undefined {
    if (sealed.length !== sealedLength(this.payloadLength))
      throw new Error('A sealed slot has another length.');
    const decipher = createDecipheriv(ALGORITHM, this.sealKey, sealed.subarray(0, NONCE_LENGTH))
      .setAAD(Buffer.concat([this.letter, rowKey]))
      .setAuthTag(sealed.subarray(sealed.length - TAG_LENGTH));
    const body = decipher.update(sealed.subarray(NONCE_LENGTH, sealed.length - TAG_LENGTH));
    decipher.final();
    if (body[0] === EMPTY) return undefined;
    if (body[0] !== RECORD) throw new Error('A slot is of a kind that this version does not know.');
    return {
      id: new Uint8Array(body.subarray(KIND_LENGTH, KIND_LENGTH + ID_LENGTH)),
      payload: new Uint8Array(body.subarray(KIND_LENGTH + ID_LENGTH)),
    };
  }
}

function derive(key: Uint8Array, purpose: 'row' | 'seal', epoch: number): Uint8Array {
  if (key.length !== 32) throw new Error('The key of a slot set has 32 bytes.');
  const info = Buffer.concat([Buffer.from(purpose), Buffer.alloc(4)]);
  info.writeUInt32BE(epoch, purpose.length);
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), info, 32));
}
