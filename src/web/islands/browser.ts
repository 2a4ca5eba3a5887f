// What islands have of their surroundings: this page's own server, and the time.
import type { Http } from '../../client/http.js';

/** HTTP to the server that the page came from. */
export function browserHttp(): Http {
  return { baseUrl: location.origin, fetch: fetch.bind(globalThis), now: () => new Date() };
}
