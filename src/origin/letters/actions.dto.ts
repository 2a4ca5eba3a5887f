// The messages of acting on a letter together. protocol.md#states
import { IsString, MaxLength } from 'class-validator';
import type { ActionName } from '../../protocol/action.js';

export class ActionRequest {
  /** The canonical `undersigned/action/v1` document, base64url. */
  @IsString()
  @MaxLength(1000)
  document!: string;

  /** Ed25519 over it by the organizer's signing key, 64 bytes, base64url. */
  @IsString()
  @MaxLength(86)
  signature!: string;
}

export class ActionAnswer {
  action!: ActionName;
  /** How many organizers agree. */
  agreed!: number;
  /** How many must. */
  needed!: number;
  /** Whether it is decided; a letter that is to close does so at the next epoch end. */
  effective!: boolean;
}

export class AgreedAction {
  action!: ActionName;
  /** The signing keys of those whose word still holds, base64url. */
  agreedBy!: string[];
}

export class ActionsView {
  /** What some of the organizers want, and too few yet. */
  actions!: AgreedAction[];
  /** The epoch end at which the letter closes early, where that is decided. */
  closesAt!: string | null;
  /** Whether nothing sealed under its keys is left: called final, or over. */
  ended!: boolean;
}
