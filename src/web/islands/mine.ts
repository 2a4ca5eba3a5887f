// The page for those who come back: a pass in its address is taken out of there at once, then the rest is fetched.
// protocol.md#signing
import { opener } from './opening.js';

/** What stands before a pass in an address; no browser sends what is behind the `#`. */
const PASS = '#pass=';

/** Its whole key: in memory only, until it is taken. */
let pass: string | undefined;

const open = opener(
  document.getElementById('mine'),
  async (place) => {
    const { start } = await import('./mine/start.js');
    await start(place, pass);
    pass = undefined;
  },
  // A pass would go with the page.
  () => pass === undefined,
);

function read(): boolean {
  const { hash, pathname, search } = location;
  if (!hash.startsWith(PASS)) return false;
  pass = hash.slice(1);
  history.replaceState(null, '', pathname + search);
  return true;
}

// A link with a pass, opened where this page stands already.
addEventListener('hashchange', () => {
  if (read()) void open?.();
});
read();
void open?.();
