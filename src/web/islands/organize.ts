// The pages on which a letter is made: what stands behind the `#` of an address is taken out of there at once, then the rest
// is fetched. No browser sends it to a server, and no history keeps it. protocol.md#opening
import { opener } from './opening.js';

/** An invite to a draft, and the letter that a new draft takes the place of. */
const GIVEN = /^#(invite|copy)=([\w-]{1,64})$/;

let given: Readonly<Partial<Record<string, string>>> = {};

const open = opener(
  document.getElementById('organize'),
  async (place) => {
    const { start } = await import('./organize/start.js');
    await start(place, given);
  },
  // An invite would go with the page.
  () => given['invite'] === undefined,
);

function read(): boolean {
  const [, name, value] = GIVEN.exec(location.hash) ?? [];
  if (name === undefined || value === undefined) return false;
  given = { [name]: value };
  history.replaceState(null, '', location.pathname + location.search);
  return true;
}

// A link with an invite, opened where this page stands already.
addEventListener('hashchange', () => {
  if (read()) void open?.();
});
read();
void open?.();
