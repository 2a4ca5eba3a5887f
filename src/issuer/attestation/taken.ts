// One point of a limit, for the name that a thing has there.
import { type RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Takes a point; false if there is none left. */
export async function taken(limiter: RateLimiterMemory, name: string): Promise<boolean> {
  try {
    await limiter.consume(name);
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
}
