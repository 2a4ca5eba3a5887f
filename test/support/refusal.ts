// What a call was refused with.
import { RequestError } from '../../src/client/http.js';
import { ProtocolError } from '../../src/protocol/errors.js';

/** Status (0 for the client's own refusals), code and message. Throws if the call went through. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ status: number; code: string; message: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof RequestError)
      return { status: error.status, code: error.code, message: error.message };
    if (error instanceof ProtocolError) return { status: 0, code: error.code, message: error.message };
    throw error;
  }
  throw new Error('This should have been refused.');
}
