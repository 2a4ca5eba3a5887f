// The pages on which a letter is made: what stands behind the `#` of an address is taken out of there at once, then the rest
// is fetched. No browser sends it to a server, and no history keeps it. protocol.md#opening

/** An invite to a draft, and the letter that a new draft takes the place of. */
const GIVEN = /^#(invite|copy)=([\w-]{1,64})$/;

const place = document.getElementById('organize');
const said = place?.querySelector('[role=status]');
const failure = place?.querySelector<HTMLElement>('[role=alert]');

let given: Readonly<Partial<Record<string, string>>> = {};
let failures = 0;
let opening = false;

if (place && said && failure) {
  const open = async (): Promise<void> => {
    if (opening) return;
    // A browser may remember for as long as the page lives that a script could not be fetched; an invite would go with the page.
    if (failures > 1 && given['invite'] === undefined) location.reload();
    opening = true;
    failure.hidden = true;
    said.textContent = place.dataset['loading'] ?? '';
    try {
      const { start } = await import('./organize/start.js');
      await start(place, given);
    } catch {
      failures += 1;
      failure.hidden = false;
      failure.querySelector('button')?.focus();
    }
    said.textContent = '';
    opening = false;
  };
  const read = (): boolean => {
    const [, name, value] = GIVEN.exec(location.hash) ?? [];
    if (name === undefined || value === undefined) return false;
    given = { [name]: value };
    history.replaceState(null, '', location.pathname + location.search);
    return true;
  };
  failure.querySelector('button')?.addEventListener('click', () => void open());
  // A link with an invite, opened where this page stands already.
  addEventListener('hashchange', () => {
    if (read()) void open();
  });
  read();
  void open();
}

export {};
