// How tests say which refusal they expect.
import { expect } from '@jest/globals';
import { ProtocolError, type ProtocolErrorCode } from '../../src/protocol/errors.js';

/** The code of the ProtocolError that `action` throws, or `undefined` if it throws none. */
export async function refusal(action: () => unknown): Promise<ProtocolErrorCode | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    return (error as ProtocolError).code;
  }
}
