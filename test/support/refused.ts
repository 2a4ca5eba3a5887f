// How tests look at a refusal: its code and its place.
import { ProtocolError } from '../../src/protocol/errors.js';

/** The ProtocolError that `action` throws. Fails if it throws nothing, or anything else. */
export async function refused(action: () => unknown): Promise<ProtocolError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw new Error(`This was not a ProtocolError but ${String(error)}`, { cause: error });
  }
  throw new Error('This was accepted.');
}

/** `code`, or `code at place`, of the ProtocolError that `action` throws. */
export async function refusedWith(action: () => unknown): Promise<string> {
  const { code, place } = await refused(action);
  return place === undefined ? code : `${code} at ${place}`;
}
